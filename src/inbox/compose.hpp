#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "store/conversations.hpp"
#include "store/drafts.hpp"
#include "store/identities.hpp"
#include "store/jobs.hpp"
#include "store/messages.hpp"

// Writing: answers, internal notes, new conversations; taking back, trying again, settling doubts.
namespace inbox {

// How long a deed can be taken back; for messages the network says.
constexpr std::int64_t undo_ms = 10 * second_ms;

// How a message appears on a network that knows such things.
struct Shown {
    std::string audience = {};  // an id of the network's audiences
    std::optional<model::Visibility> visibility = {};
    std::optional<std::string> subject = {};
    json::object extra = {};  // {"poll": …}
};

struct Answer {
    Id conversation;
    std::string text, html;
    bool internal = false;
    std::vector<Id> attachments;
    Id seen;           // the newest message the writer has seen; none: do not check
    Id to = {};        // the message it answers; none: the newest from outside
    Shown shown = {};  // as its parent where it says nothing
    // What goes out after it, each answering the one before, and not before that one has been sent.
    std::vector<std::string> then = {};
};

// The writer has not seen these yet; nothing was sent.
struct Newer {
    std::vector<store::Message> messages;
};

// An answer goes to whom the conversation is with: the author of the newest inbound message, else the
// one we wrote to. A note stays in the house. The member's draft is dropped in the same transaction.
// Throws Error{bad_request} for an empty text, Error{conflict} when there is nobody to answer.
std::variant<store::Message, Newer> answer(store::Change&, const Answer&);

// Whom an answer would be for; none when there is nobody.
std::optional<store::Identity> counterpart(db::Tx&, Id workspace, Id conversation);
// Where it would go instead of to the counterpart's own handle, because the newest inbound message asks so
// (Reply-To). These handles get the answer and nothing else: no identity, no part in the conversation.
std::vector<model::Handle> asked_instead(db::Tx&, Id workspace, Id conversation);
// What an answer would answer: the message `wanted` if it is one of the conversation's, else the newest that
// speaks to us, else the newest from outside.
std::optional<store::Message> parent(db::Tx&, Id workspace, Id conversation, Id wanted = {});

struct Opening {
    Id channel;
    model::Handle to;
    std::string subject, text, html;
    std::vector<Id> attachments;
    Shown shown = {};
};
// A conversation that we begin, with its first message on the way out.
store::Message open(store::Change&, const Opening&);

struct Note {
    Id identity;       // with whom; an identity of the person
    std::string kind;  // call, visit, letter, other
    model::Direction direction = model::Direction::inbound;
    std::string subject, text;
    Time at;
};
// A call or a visit typed in by a member: a message of that person like any other.
store::Message note(store::Change&, const Note&);

// Takes back a message that is still queued, with what continues it, and makes them the member's draft again.
// Throws
// Error{conflict} when it is too late.
store::Draft take_back(store::Change&, Id message);
// failed → queued.
void retry(store::Change&, Id message);
// A person looked: what was in doubt was sent, or was not; so too where an answer followed its reader.
void settle(store::Change&, Id message, bool sent);

}  // namespace inbox
