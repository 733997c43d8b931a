# A process on the bus of Hubbub, with nothing but Python 3: the frames of the Vert.x TCP event bus bridge.
# HUB_BRIDGE (host:port of tcpBridge) and PROCESS_KEY (a key of auth.serverKeys) come from the environment; with TLS also
# HUB_AUTHORITY, the file with the certificate that the hub's is checked against.
import itertools, json, os, socket, ssl, struct, threading, time


class Failure(Exception):
    """A request failed, with a code of PROTOCOL.md and a text. Raise it to fail a request that you serve."""
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


class Bridge:
    def __init__(self):
        host, port = os.environ["HUB_BRIDGE"].rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout=30)
        if "HUB_AUTHORITY" in os.environ:
            context = ssl.create_default_context(cafile=os.environ["HUB_AUTHORITY"])
            self.socket = context.wrap_socket(self.socket, server_hostname=host)
        self.stream, self.writing = self.socket.makefile("rb"), threading.Lock()
        self.numbers, self.handlers = itertools.count(), {}
        self.ask("api.session.login", {"token": os.environ["PROCESS_KEY"]})
        threading.Thread(target=self.ping, daemon=True).start()

    def write(self, **frame):
        data = json.dumps(frame).encode()
        with self.writing:
            self.socket.sendall(struct.pack(">I", len(data)) + data)

    def read(self):
        length = self.stream.read(4)
        data = self.stream.read(struct.unpack(">I", length)[0]) if len(length) == 4 else b""
        if not data:
            raise ConnectionError("the hub has closed the connection")
        return json.loads(data)

    def ping(self):
        """Tells the hub every 10 s that this process is alive. Its pongs tell the same of the hub."""
        try:
            while True:
                time.sleep(10)
                self.write(type="ping")
        except OSError:
            pass  # the reader sees it too

    def exchange(self, **frame):
        """Sends a frame, and waits for what is answered at its reply address. Serves what comes meanwhile."""
        address = f"r{next(self.numbers)}"
        self.write(replyAddress=address, **frame)
        while (answer := self.read()).get("address") != address:
            self.handle(answer)
        if answer["type"] == "err":
            raise Failure(answer["failureCode"], answer["message"])
        return answer.get("body")

    def ask(self, address, body):
        return self.exchange(type="send", address=address, body=body)

    def register(self, address, handler):
        """Requests to the address are answered by what the handler returns for their bodies and headers."""
        self.handlers[address] = handler
        self.exchange(type="register", address=address)

    def handle(self, frame):
        if frame["type"] == "err":
            print("refused:", frame["message"], flush=True)
        elif frame["type"] == "message" and frame["address"] in self.handlers:
            try:
                outcome = {"body": self.handlers[frame["address"]](frame.get("body"), frame["headers"])}
            except Failure as failure:
                outcome = {"failureCode": failure.code, "message": str(failure)}
            except Exception as fault:  # of one request: the others go on
                print("failed:", repr(fault), flush=True)
                outcome = {"failureCode": 500, "message": "unexpected"}
            if "replyAddress" in frame:
                self.write(type="send", address=frame["replyAddress"], **outcome)


def run(handlers):
    """Serves the handlers by their addresses, and comes back when the hub or the network was away."""
    pause = 0.2
    while True:
        try:
            bridge = Bridge()
            for address, handler in handlers.items():
                bridge.register(address, handler)
            print("ready", flush=True)
            pause = 0.2
            while True:
                bridge.handle(bridge.read())
        except OSError as failure:
            print("away:", failure, flush=True)
            time.sleep(pause)
            pause = min(2 * pause, 5)
