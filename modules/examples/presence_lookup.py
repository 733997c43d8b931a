# Who is online, by a list of your own in place of the role presence. Needs a key with the scope serve:svc.presence.lookup.
import os
from bridge import Failure, run

ONLINE = set(os.environ["ONLINE"].split(","))


def lookup(request, headers):
    """request: shard, and users of that shard. Fields and failures are those of PROTOCOL.md."""
    if not isinstance(request.get("users"), list):
        raise Failure(400, "users: missing (expected: a list)")
    return {"users": [{"user": user, "online": user in ONLINE} for user in request["users"]]}


run({"svc.presence.lookup": lookup})
