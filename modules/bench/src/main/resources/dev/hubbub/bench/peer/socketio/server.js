// SPDX-License-Identifier: Apache-2.0
// A minimal chat on Socket.IO: it numbers, answers and publishes, and stores nothing. Usage: node server.js PORT
const { createServer } = require("node:http");
const { Server } = require("socket.io");

const http = createServer();
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

http.listen(Number(process.argv[2]), "127.0.0.1");
