#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "model/message.hpp"

// A mail as a message and back. RFC 5322 (with the leniency real mail needs), 2045–2049, 2047, 2183, 2231,
// 2387, 3676, 6532; bounces 3464, 5965, 6522; automatic answers 3834; lists 2369, 2919.
// Pure functions, from any thread.
namespace channels::email {

// Where the mail lay. In the inbox a From with our own address proves nothing.
enum class Place { inbox, sent, archive };

struct Context {
    std::vector<std::string> own = {};  // the mailbox's own addresses, canonical
    std::string signing_key = {};       // see tagged_id(); empty: no reference is ours
    Time received = {};                 // IMAP's INTERNALDATE; 0: the topmost Received field says it
    Place place = Place::inbox;
    std::uint64_t size = 0;  // on the server, when only the beginning was fetched; 0: all of it is here
};

// So many bytes of a mail that cannot be decoded are kept.
inline constexpr std::size_t most_poison = 1u << 20;

// Never throws. `extra` of a mail may hold
//   answer_to  [{"handle","name"}]   where an answer goes instead of to the author (Reply-To)
//   cc         ["ana@x.example"]     which of the recipients were copied
//   bounce     {"recipient","status","action","reason","diagnostic","original_message_id","recipients"?}
//   notes      ["…"]                 sentences on what was left out or looks odd
//   remote_images  3                 how many images would be fetched from elsewhere
// The remote id is the Message-ID without <>, or "sha256:…" over the mail where it is missing or unusable.
std::variant<model::Inbound, model::Poison> decode(std::string_view rfc5322, const Context&);

// One line of `rapport inspect mail`, without "file": {"kind","message_id","in_reply_to","references","from",
// "to","cc","date","subject","text","quoted","signature","html","attachments","structure","notes","bounce"?}.
json::object describe(std::string_view raw);

// Who writes.
struct Identity {
    std::string address;  // canonical
    std::string name = {};
    std::string signing_key;
};

// The remote id under which a message goes out: the same for every attempt.
std::string message_id(const model::Outgoing&, const Identity&);

// The bytes to submit, lines ended by CRLF: text/plain, or multipart/alternative when there is HTML, inside
// multipart/related and /mixed as the attachments ask for it. Nothing in the values can add a header field.
// Throws Error{bad_request} for a recipient that is no mail address.
std::string encode(const model::Outgoing&, const Identity&);

}  // namespace channels::email
