/** What the app may do in a workspace, and what for. The manifest asks for the same, and so does an installation by OAuth. */
export const scopes = {
  "app_mentions:read": "hears a mention in a channel",
  "assistant:write": "the assistant's pane: suggested prompts, and a line that it is at work",
  "channels:history":
    "hears replies in its threads in public channels; looks for a message of its own after a failed connection",
  "chat:write": "answers; takes the buttons of answered questions away",
  commands: "/stepwise and “Help with this”",
  "files:read": "takes a picture that somebody shared to the other side of a hand-over",
  "files:write": "puts it there, and the case file into the thread of a ticket",
  "groups:history": "as channels:history, in private channels it was invited to",
  "im:history": "as channels:history, in direct messages",
  "im:write": "opens the direct messages with a person who used /stepwise or its home",
  "mpim:history": "as channels:history, in group messages it was added to",
  "reactions:write": "👀 while it is at work",
  "users:read": "names of the people who ask and who help, for the other side",
} as const;
