// local-slack listens on every address of the machine; here it shall not.
const serve = Bun.serve;
Bun.serve = (options) => serve({ ...options, hostname: "127.0.0.1" });
