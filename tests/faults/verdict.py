"""Compares what was acknowledged with what stands on the other side and with what the house says of it. Knows nothing of
how it came about, so that it can be shown a house in which something is wrong."""
import re
from collections import Counter, defaultdict

TOKEN = re.compile(r"tok\d{8}z")


class Findings:
    """`wanted`: token -> how many messages were acknowledged with it. `messages`: ours, as the house exports them, each
    with its token and the state of its delivery ("" when the house did not send it itself). `standing`: token -> how
    often it stands on the other side. `excused`: of these, what the faulty way itself made. `shown`: messages whose
    failure or doubt a member can see. `again`: keys that were sent again although they had been sent."""

    def __init__(self, wanted, messages, standing, excused, shown, again):
        self.wanted, self.messages, self.standing = wanted, messages, standing
        self.excused, self.shown, self.again = excused, shown, again

    @staticmethod
    def of(snapshot, **others):
        states = snapshot.states()
        messages = [(m["id"], found.group(), states.get(m["id"], ""))
                    for m in snapshot.of["message"] if m["direction"] == "outbound"
                    for found in [TOKEN.search(m["text"])] if found]
        return Findings(messages=messages, **others)

    def but(self, **others):
        return Findings(**{**vars(self), **others})


def judge(found):
    """What is wrong, a sentence each."""
    wrong = [f"sent again although it had been sent: {key}" for key in found.again]
    by_token = defaultdict(list)
    for message, token, state in found.messages:
        by_token[token].append((message, state))
    for token, count in found.wanted.items():
        wrong += judge_token(token, count, by_token[token], found)
    for message, token, state in found.messages:
        if state in ("failed", "unknown") and message not in found.shown:
            wrong.append(f"hidden: {message} is {state} and nobody is told")
    wrong += [f"from nowhere: {token} stands there" for token in found.standing if token not in found.wanted]
    return wrong


def judge_token(token, count, here, found):
    ours = [state for _, state in here if state]
    states, stands = Counter(ours), found.standing[token] - found.excused[token]
    wrong = []
    if len(ours) != count:
        wrong.append(f"{'lost' if len(ours) < count else 'doubled'} here: {token} was acknowledged {count} times and is "
                     f"here {len(ours)} times")
    if len(here) - len(ours) > found.excused[token]:
        wrong.append(f"stored twice: {token} came back and was not known")
    if stands > count:
        wrong.append(f"doubled: {token} stands there {stands} times, {count} at most")
    elif stands > states["sent"] + states["unknown"]:
        wrong.append(f"denied: {token} stands there, but the house says {dict(states)}")
    if stands < states["sent"]:
        wrong.append(f"lost: {token} counts as sent {states['sent']} times and stands there {stands} times")
    open_ones = set(states) - {"sent", "failed", "unknown"}
    wrong += [f"forgotten: {token} is still {state}" for state in open_ones]
    return wrong


def catches(found, tally, name):
    """Damage is done to what was found, and the judge must name it."""
    # One that stands alone: beside a doubt of the same words nobody could say which of the two is missing.
    alone = Counter(token for _, token, _ in found.messages)
    message, token = next((m, t) for m, t, state in found.messages if state == "sent" and alone[t] == 1)
    damaged = {
        "a message that stands there twice": (found.but(standing=found.standing + Counter([token])), "doubled: " + token),
        "a message that never arrived": (found.but(standing=found.standing - Counter([token])), "lost: " + token),
        "a message that is gone here": (found.but(messages=[m for m in found.messages if m[0] != message]),
                                        "lost here: " + token),
        "a message that is here twice": (found.but(messages=[*found.messages, ("1", token, ""), ("2", token, "")]),
                                         "stored twice: " + token),
        "a send that was forgotten": (restated(found, message, "queued"), "forgotten: " + token),
        "one that was sent and is called failed": (restated(found, message, "failed"), "denied: " + token),
        "a doubt that nobody sees": (restated(found, message, "unknown"), f"hidden: {message}"),
        "a send that was repeated blindly": (found.but(again=["key"]), "sent again although"),
    }
    for what, (after, words) in damaged.items():
        wrong = judge(after)
        hit = any(each.startswith(words) for each in wrong)
        tally.case(f"{name}: the judge finds {what}", [] if hit else [f"it says only {wrong[:3]}"])


def restated(found, message, state):
    return found.but(messages=[(m, t, state if m == message else s) for m, t, s in found.messages])
