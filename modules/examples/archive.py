# Keeps what is stored in a file, a line of JSON for each entry. Needs the listener "archive" in the settings
# (listeners.named), and a key with the scope serve:evt.message.stored.archive.
import json, os
from bridge import run

archive = open(os.environ["ARCHIVE"], "ab+")
newest = {}  # by room


def restore():
    """What the file has; a line that a kill has cut off goes."""
    archive.seek(0)
    whole = 0
    for line in archive:
        if not line.endswith(b"\n"):
            archive.truncate(whole)
            break
        whole += len(line)
        entry = json.loads(line)
        newest[entry["room"]] = entry["seq"]


def stored(entry, headers):
    """entry: as in the history of its room. Any answer means that it is heard. One without an answer comes again."""
    if entry["seq"] > newest.get(entry["room"], 0):
        archive.write(json.dumps(entry).encode() + b"\n")
        archive.flush()
        newest[entry["room"]] = entry["seq"]
    return {}


restore()
run({"evt.message.stored.archive": stored})
