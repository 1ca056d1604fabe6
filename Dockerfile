# syntax=docker/dockerfile:1
FROM node:24-alpine AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY console/package.json console/
RUN npm ci
COPY . .
# Node 24 brings SQLite itself; the driver for Node 20 stays out of the image.
RUN npm run build && npm prune --omit=dev --omit=optional

FROM node:24-alpine
ENV NODE_ENV=production \
    STEPWISE_HOST=0.0.0.0 \
    STEPWISE_DATA=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/console/dist console/dist
COPY --from=build /app/knowledge knowledge
RUN mkdir /data && chown node:node /data
USER node
# The only place that is written to: `docker run --read-only` works.
VOLUME /data
EXPOSE 3978
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.STEPWISE_PORT || 3978}/api/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/cli.js", "start"]
