# A stage of moderation: asked before a message is stored. Needs a key with the scope serve:hook.message.before.
import os, re
from bridge import run

REFUSED = [word for word in os.environ.get("REFUSED_WORDS", "").lower().split(",") if word]
PHONE = re.compile(r"\+?\d[\d /().-]{7,}\d")
LINK = re.compile(r"https?://", re.IGNORECASE)


def moderate(message, headers):
    """message: room, sender, kind, and text or data as the kind has them."""
    text = message.get("text", "")
    if any(word in text.lower() for word in REFUSED):
        return {"action": "refuse", "reason": "This word is not welcome here."}
    if LINK.search(text):
        return {"action": "hold", "reason": "link"}
    masked = PHONE.sub("***", text)
    return {"action": "pass"} if masked == text else {"action": "replace", "text": masked}


run({"hook.message.before": moderate})
