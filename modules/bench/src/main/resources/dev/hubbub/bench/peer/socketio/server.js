// SPDX-License-Identifier: Apache-2.0
// A minimal chat on Socket.IO: it numbers, answers and publishes, and stores nothing. Usage: node server.js PORT [CERTIFICATE KEY]
const { readFileSync } = require("node:fs");
const { Server } = require("socket.io");

const [port, cert, key] = process.argv.slice(2);
const http = cert
  ? require("node:https").createServer({ cert: readFileSync(cert), key: readFileSync(key) })
  : require("node:http").createServer();
const io = new Server(http, { transports: ["websocket"], serveClient: false });
let head = 0;

io.on("connection", (socket) => {
  socket.on("join", (room, answer) => {
    socket.join(room);
    answer?.();
  });
  socket.on("send", (room, clientId, text, answer) => {
    const seq = ++head;
    const at = new Date().toISOString();
    io.to(room).emit("message", { room, seq, event: "message", sender: "bench0", at, clientId, text });
    answer?.({ room, seq, at });
  });
});

http.listen(Number(port), "127.0.0.1");
