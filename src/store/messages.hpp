#pragma once
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/message.hpp"
#include "store/store.hpp"

// Tables message, attachment, source: what was said.
namespace store {

struct Message {
    Id id, conversation, channel;
    std::string remote_id;  // empty for internal notes and for what is not sent yet
    Id author;              // identity; none when a member wrote it
    Id member;
    Id recipient;  // identity whom an outbound message answers or addresses
    model::Direction direction = model::Direction::inbound;
    model::Visibility visibility = model::Visibility::private_;
    model::Kind kind = model::Kind::personal;
    Time sent_at, received_at;
    Id reply_to;
    std::string reply_to_remote;  // the parent, as long as it is not here
    std::string subject, text, html, quoted, signature, language, url;
    json::object extra;
    Id import;
    Time deleted_at, edited_at;
    std::string audience;  // an id of the network's audiences, or ""
    bool heard = false;    // nobody spoke to us
};

// Stores a message under a key made from its time, and returns the key. The remote id must be new in
// its channel (see find_remote); `person` is for the event only.
Id add_message(Change&, Message, Id person);

std::optional<Message> message(db::Tx&, Id workspace, Id id);
std::unordered_map<Id, Message> messages(db::Tx&, Id workspace, const std::vector<Id>& ids);
// The key of a message of this channel by its id over there; none when it is not here.
Id find_remote(db::Tx&, Id workspace, Id channel, std::string_view remote_id);
// Where the messages of this channel with these ids are; those that are not here are left out.
struct Located {
    Id message, conversation;
};
std::unordered_map<std::string, Located> find_remotes(db::Tx&, Id workspace, Id channel,
                                                      const std::vector<std::string>& remote_ids);
// A page of a conversation, oldest first: the `limit` newest ones before `before` (none: the newest).
std::vector<Message> thread(db::Tx&, Id workspace, Id conversation, Id before, std::size_t limit);
// Keys of whatever was said, newest first: older than `before`, but no older than `from`.
std::vector<Id> message_ids(db::Tx&, Id workspace, Id before, Id from, std::size_t limit);
// What we said right after this message as its continuation, in order.
std::vector<Message> continuation(db::Tx&, Id workspace, Id message);
Id newest_message(db::Tx&, Id workspace, Id conversation);

// After a send: the id under which it is known over there. What came in under that id meanwhile, before we
// knew it for our own, goes.
void set_remote(Change&, Id message, std::string_view remote_id, std::string_view url);
// Ties replies that came before their parent to it.
void adopt_replies(Change&, Id channel, std::string_view remote_id, Id parent);
// The words of a message become others; those before are kept. `member` when one of us changed them.
struct Words {
    std::string subject, text, html, language;
};
void change_words(Change&, const Message& before, const Words& after, Time edited_at, Id member = {});
// What only the network knows has changed (the votes of a poll), the words have not.
void change_extra(Change&, const Message&, const json::object& extra);

// What a message said before, oldest first.
struct Edit {
    Id id;
    Time at;  // when these words came to an end
    Id member;
    std::string subject, text, html;
};
std::vector<Edit> edits(db::Tx&, Id workspace, Id message);

// Honours a deletion upstream: the words go, the fact that something was said stays.
void erase_message(Change&, const Message&);
// An undone send or import: the row goes as if it had never been.
void remove_message(Change&, Id message);

struct Attachment {
    Id id, message;
    std::string name, media_type, content_id, description;
    bool inline_ = false;
    std::uint64_t size = 0;
    std::string sha256;  // hex; the name of the file that holds the bytes
};
Id add_attachment(Change&, const Attachment&);
std::optional<Attachment> attachment(db::Tx&, Id workspace, Id id);
std::vector<Attachment> attachments(db::Tx&, Id workspace, Id message);
std::unordered_map<Id, std::vector<Attachment>> attachments(db::Tx&, Id workspace,
                                                            const std::vector<Id>& messages);
void attach(Change&, Id attachment, Id message);
// The alternative text of one that still waits in a draft; false for any other.
bool describe(Change&, Id attachment, std::string_view description);

// The names of all files of attachments and sources whose name begins so.
std::set<std::string> files_in_use(db::Tx&, Id workspace, std::string_view beginning);

void keep_source(Change&, Id message, std::string_view sha256);
std::string source(db::Tx&, Id workspace, Id message);  // sha256, or ""

}  // namespace store
