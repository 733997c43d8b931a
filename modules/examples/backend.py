# A back-end beside Hubbub, with nothing but Python 3.
# HUB_URL, CHAT_SECRET (auth.hs256) and SHOP_KEY (a key of auth.serverKeys) come from the environment.
import base64, hashlib, hmac, json, os, time, urllib.error, urllib.request, uuid
from concurrent.futures import ThreadPoolExecutor

HUB_URL, CHAT_SECRET, SHOP_KEY = (os.environ[name] for name in ("HUB_URL", "CHAT_SECRET", "SHOP_KEY"))


def token(user, name):
    """A token for the page of a user; your login stands before it."""
    def part(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    claims = {"sub": user, "name": name, "exp": int(time.time()) + 3600}
    signed = part(json.dumps({"alg": "HS256", "typ": "JWT"}).encode()) + b"." + part(json.dumps(claims).encode())
    signature = hmac.new(CHAT_SECRET.encode(), signed, hashlib.sha256).digest()
    return (signed + b"." + part(signature)).decode()


def ask(request, body, credential=SHOP_KEY, idempotency_key=None):
    """A request to the hub. What may be repeated without harm is repeated when the hub says so."""
    headers = {"Authorization": f"Bearer {credential}", "Content-Type": "application/json"}
    if idempotency_key:
        headers["Idempotency-Key"] = idempotency_key
    for attempt in range(1, 6):
        call = urllib.request.Request(f"{HUB_URL}/api/v1/{request}", json.dumps(body).encode(), headers)
        try:
            with urllib.request.urlopen(call, timeout=40) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            reply = json.load(error)
            if error.code not in (429, 503) or not idempotency_key or attempt == 5:
                raise RuntimeError(f"{request}: {reply['message']}") from None
            time.sleep(reply.get("retryAfter", 1))


created = ask("rooms.create", {"name": "Order 17", "visibility": "private", "owner": "alice"})
room, last = created["room"], created["seq"] + 1
ask("rooms.add", {"room": room, "user": "bob"})

# Follows the room, of which it is no member, from before the first message.
with ThreadPoolExecutor() as beside:
    waiting = beside.submit(ask, "messages.history", {"room": room, "after": last, "wait": 25})
    order = {"room": room, "text": "Order 17 is on its way"}
    sent = ask("messages.send", order, idempotency_key=f"order-17-{uuid.uuid4()}")
    alice = token("alice", "Alice")
    ask("messages.send", {"room": room, "text": "Thank you!"}, credential=alice, idempotency_key="thanks")
    page = waiting.result()
while last < sent["seq"] + 1:
    for message in page["messages"]:
        print(f"{message['seq']} {message['sender']}: {message['text']}")
        last = message["seq"]
    if last < sent["seq"] + 1:
        page = ask("messages.history", {"room": room, "after": last, "wait": 25})
print(f"room {room}")
