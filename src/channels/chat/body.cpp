#include "channels/chat/body.hpp"

#include <fmt/format.h>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "channels/email/address.hpp"
#include "net/url.hpp"
#include "text/fold.hpp"
#include "text/length.hpp"

namespace channels::chat {
namespace {
constexpr std::size_t longest_name = 200, longest_key = 64, longest_page = 1'000, longest_word = 4'000;

[[noreturn]] void wrong(std::string_view field, const std::string& text) {
    throw Error{Code::bad_request, text}.at(std::string(field));
}

json::object object(std::string_view body) {
    if (body.size() > largest_visitor_body)
        throw Error{Code::too_large, "This is more than a chat message may hold; send it as a file."};
    auto parsed = json::parse(body, 4);
    if (!parsed || !parsed->is_object()) throw Error{Code::bad_request, "The body must be a JSON object."};
    return std::move(parsed->get_object());
}

std::string field(const json::object& from, std::string_view key, std::size_t longest) {
    const auto* found = from.if_contains(key);
    if (!found || found->is_null()) return {};
    if (!found->is_string()) wrong(key, fmt::format("{}: must be text.", key));
    if (found->get_string().size() > longest)
        wrong(key, fmt::format("{}: is longer than {} bytes.", key, longest));
    return to_utf8(found->get_string());
}

bool flag(const json::object& from, std::string_view key) {
    const auto* found = from.if_contains(key);
    if (!found || found->is_null()) return false;
    if (!found->is_bool()) wrong(key, fmt::format("{}: must be true or false.", key));
    return found->get_bool();
}

std::string address(const json::object& from) {
    auto typed = text::collapse(field(from, "email", longest_name));
    auto canonical = email::canonical_address(typed);
    if (!typed.empty() && canonical.empty())
        wrong("email", fmt::format("“{}” is no mail address; one looks like ana@example.org.", typed));
    return canonical;
}

bool proper_key(std::string_view key) {
    return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
               c == '_';
    });
}

std::vector<std::string> files(const json::object& from) {
    const auto* found = from.if_contains("files");
    std::vector<std::string> all;
    if (!found || found->is_null()) return all;
    if (!found->is_array()) wrong("files", "files: must be a list of what the uploads gave.");
    if (found->get_array().size() > most_files) wrong("files", "At most 5 files go with one message.");
    for (const auto& each : found->get_array()) {
        if (!each.is_string() || each.get_string().size() > longest_word)
            wrong("files", "files: must be a list of what the uploads gave.");
        all.emplace_back(each.get_string());
    }
    return all;
}

// Shown to members as where somebody wrote from; a page's own address and nothing that could be clicked into
// harm.
std::string page(const json::object& from) {
    auto typed = field(from, "page", longest_page);
    auto url = net::parse_url(typed);
    return url ? url->text : "";
}

// Control characters but line breaks and tabs say nothing to anybody.
std::string words(std::string text) {
    std::erase_if(text, [](char c) {
        auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f;
    });
    auto begin = text.find_first_not_of(" \t\n"), end = text.find_last_not_of(" \t\n");
    return begin == text.npos ? std::string() : text.substr(begin, end - begin + 1);
}
}  // namespace

Arrival arrival(std::string_view body) {
    auto from = object(body);
    return {.consent = flag(from, "consent"),
            .remember = flag(from, "remember"),
            .carry_on = flag(from, "carry_on"),
            .name = text::collapse(field(from, "name", longest_name)),
            .email = address(from),
            .proof = field(from, "identity", longest_word)};
}

Said said(std::string_view body) {
    auto from = object(body);
    Said made{.key = field(from, "key", longest_key),
              .text = words(field(from, "text", largest_visitor_body)),
              .page = page(from),
              .files = files(from)};
    if (!proper_key(made.key))
        wrong("key", "key: must be 1 to 64 letters, digits, - or _, new for each message.");
    if (made.text.empty() && made.files.empty()) wrong("text", "Write something first.");
    if (text::graphemes(made.text) > most_characters)
        wrong("text", "A message may have 4,000 characters; send the rest in another one, or as a file.");
    return made;
}
}  // namespace channels::chat
