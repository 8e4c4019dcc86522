#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/json.hpp"
#include "base/time.hpp"

// The plain values that travel through the house. No behaviour beyond pure rules, no I/O.
namespace model {

enum class Direction { inbound, outbound, internal };
enum class Visibility { public_, private_ };
// What an inbound message is, as far as answering goes: only `personal` may be answered by a program.
enum class Kind { personal, auto_reply, bounce, list, note };

std::string_view name(Direction);   // "inbound" …
std::string_view name(Visibility);  // "public", "private"
std::string_view name(Kind);        // "personal", "auto-reply" …
Direction direction(std::string_view);
Visibility visibility(std::string_view);
Kind kind(std::string_view);

// What somebody says of himself where he writes: that something elsewhere is his too. rel_me: a link his
// profile gives as his own; bio: it stands in the words of the profile; domain: his handle is a name on the
// web that is his; signed: whom we trust (the company's own site) vouches for it.
struct Claim {
    enum class Kind { rel_me, bio, domain, signed_ };
    Kind kind = Kind::bio;
    std::string says;          // a handle or an address of the web, as it stands there, at most 500 bytes
    bool verified = false;     // the network has checked it: the other side says so too
    std::string network = {};  // of the handle, when that is known; empty: whichever can read it
    bool operator==(const Claim&) const = default;
};

// Who somebody is on one network. `handle` is the network's own stable key in its canonical spelling:
// a folded mail address, "@ana@town.example", a feed author's URL or name. Never empty.
struct Handle {
    std::string network;
    std::string handle;
    std::string name = {};        // as shown there; may be empty
    std::string avatar_url = {};  // not fetched, only passed on
    // What people call it, where the key is not for their eyes ("@ana.town.example" of a DID); it may change.
    std::string shown = {};
    std::vector<Claim> claims = {};  // of an author, where the network shows his profile beside his words
    bool operator==(const Handle&) const = default;
};

// A file that came or goes with a message. `bytes` while it travels; on disk it is kept by `sha256`.
struct Attachment {
    std::string name;
    std::string media_type;       // as declared; served as a download unless it is a known safe image
    std::string content_id = {};  // of an inline part, without <>
    bool inline_ = false;
    std::string bytes = {};
    std::uint64_t size = 0;
    std::string sha256 = {};       // hex, set once stored
    std::string description = {};  // alternative text
    // Where it lies over there, while its bytes are not here; whoever decodes does not fetch.
    std::string url = {};
};

// How far a claim "this answers that" can be trusted. `claimed`: the sender says so (mail headers);
// it joins a conversation only if the author already takes part in it. `proven`: the network vouches
// for it, or it carries a reference that only we could have made.
enum class ReplyTrust { claimed, proven };

// One message as a connector understood it. All text is valid UTF-8 without NUL.
struct Inbound {
    std::string remote_id;  // unique within the channel, never empty, at most 1,000 bytes
    Handle author;
    std::vector<Handle> recipients = {};       // everybody else addressed or mentioned, without ourselves
    Direction direction = Direction::inbound;  // outbound: written by us elsewhere (Sent folder, archive)
    Visibility visibility = Visibility::private_;
    Kind kind = Kind::personal;
    Time sent_at;  // what the place itself vouches for; intake never lets it lie in the future
    std::string subject = {};
    std::string text = {};       // what the person wrote now
    std::string html = {};       // sanitised; empty when plain
    std::string quoted = {};     // folded away, kept
    std::string signature = {};  // folded away, kept
    std::string language = {};   // BCP 47, empty when unknown
    std::string url = {};        // where a human can see the original
    // Set when this is a message of our own come back (Sent folder, own timeline) and it proves so: the
    // idempotency key it was sent with. Such an item settles the send and is never stored twice.
    std::string own_key = {};
    // The original bytes, kept for "show the source"; empty when there is nothing worth keeping.
    std::string source = {};
    // Remote ids this answers, nearest first; the first is the parent. A parent that is not here (yet)
    // is fine: the conversation comes together when it arrives.
    std::vector<std::string> reply_to = {};
    ReplyTrust reply_trust = ReplyTrust::proven;
    // Set when the item proves to answer a message of ours: the idempotency key that one was sent with. Finds
    // it even where it left by another channel than the one the answer comes by.
    std::string answers_key = {};
    // For messages that are in one conversation without answering each other (a feed entry's thread, a
    // chat room): equal keys join. Empty: none.
    std::string conversation_key = {};
    std::vector<Attachment> attachments = {};
    json::object extra = {};  // what only this network knows, shown under "details"
    // When the author changed the words last; a newer time than the one known replaces them.
    Time edited_at = {};
    // Who may see it, an id of Network::audiences; empty where a network knows only one.
    std::string audience = {};
    // False: nobody spoke to us, we heard it on a timeline we listen to, or it only explains a thread.
    bool addressed = true;
};

// What people do without words. Unique in its channel by `remote_id`, which is made from what is done, so
// that doing it again is the same reaction.
struct Reaction {
    enum class Kind { like, repost, follow, vote };
    std::string remote_id;
    Handle who;
    Kind kind = Kind::like;
    std::string target = {};  // remote id of the message; empty: it is about us (a follow)
    Time at = {};
    bool undone = false;  // it was taken back
};

// What could not be decoded; kept raw, shown in Settings, retried after an update.
struct Poison {
    std::string remote_id;  // as well as it could be made out; never empty
    std::string raw;        // at most 1 MiB, cut
    std::string why;        // one sentence
};

// A question to the audience.
struct Poll {
    std::vector<std::string> options;
    bool multiple = false;
    std::int64_t seconds = 24 * 60 * 60;
};

// What a channel is told to send.
struct Outgoing {
    std::string idempotency_key;  // the message's id as text: the same for every attempt
    Id message;
    Handle to;  // whom it answers or addresses
    std::vector<Handle> copied = {};
    Visibility visibility = Visibility::private_;
    std::string subject = {};
    std::string text;
    std::string html = {};                     // empty: plain text only
    std::string reply_to = {};                 // remote id of the parent, empty for a new conversation
    std::vector<std::string> references = {};  // remote ids from the root to the parent
    std::string quoted = {};                   // text of the parent, for networks that quote
    Time sent_at;
    std::vector<Attachment> attachments = {};  // with bytes
    std::string audience = {};                 // an id of Network::audiences
    std::optional<Poll> poll = {};
};

// What a member does besides writing. Doing one twice is the same as once: the network keeps it so, or the
// connector does, so that an unsure end is simply tried again.
struct Deed {
    enum class Act { like, repost, follow, edit, erase };
    Act act = Act::like;
    bool undo = false;
    std::string key = {};        // the same for every attempt, and different for every deed
    std::string target = {};     // remote id of the message it is about; empty for a follow
    Handle who = {};             // the author of that message; for a follow, whom
    std::string remote_id = {};  // of the deed that is undone, if it had one of its own
    Outgoing words = {};         // for an edit: the message as it should be now
};

std::string_view name(Claim::Kind);     // "rel_me", "bio", "domain", "signed"
std::string_view name(Reaction::Kind);  // "like", "repost", "follow", "vote"
Reaction::Kind reaction_kind(std::string_view);
std::string_view name(Deed::Act);  // "like" …
Deed::Act act(std::string_view);

}  // namespace model
