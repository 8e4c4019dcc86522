#include "channels/archive/columns.hpp"

#include <algorithm>
#include <array>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "channels/connector.hpp"
#include "channels/dates.hpp"
#include "text/fold.hpp"
#include "text/language.hpp"
#include "text/names.hpp"

namespace channels::archive {
namespace {
using View = std::string_view;
constexpr std::size_t max_id = 1000;

constexpr std::array<Meaning, 12> all_meanings{{
    {"id", "the message's own id; without it, one is made of author, time and text"},
    {"author", "who wrote it, as a handle or an id that stays the same", true},
    {"text", "what was written", true},
    {"time", "when: RFC 3339, 2026-10-14 06:30:00 (UTC), Tue Oct 31 22:10:47 +0000 2017, Unix seconds …"},
    {"reply_to", "the id of the message it answers"},
    {"inbound", "true/1/in when others wrote it to us, false/0/out when we wrote it"},
    {"author_name", "the author's name to show"},
    {"url", "where the original can be seen"},
    {"network", "the network it comes from (mastodon, x …); without it, archive"},
    {"conversation", "a name that messages of one conversation share"},
    {"subject", "a subject line"},
    {"visibility", "public or private; without it, public"},
}};

// Usual names, without signs and in lower case; the first column that fits the earliest name wins.
constexpr std::array<std::pair<View, View>, 12> usual_names{{
    {"id", "id tweetid postid messageid statusid commentid msgid guid uuid"},
    {"author",
     "authorid author userid username user screenname handle from fromuser sender senderid account "
     "accountid customer email"},
    {"text", "text message body content fulltext post tweet comment description note"},
    {"time",
     "createdat time timestamp datetime date sentat postedat published publishedat created createdtime "
     "createdutc when"},
    {"reply_to",
     "inresponsetotweetid inreplytostatusid inreplytoid inreplyto replyto replytoid parentid parent "
     "inresponseto"},
    {"inbound", "inbound isinbound direction incoming"},
    {"author_name", "authorname name displayname fullname sendername username"},
    {"url", "url link permalink href"},
    {"network", "network platform source channel"},
    {"conversation", "conversationid conversation threadid thread ticketid"},
    {"subject", "subject title"},
    {"visibility", "visibility"},
}};

std::string bare(View name) {
    std::string out;
    for (char c : text::fold(name))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    return out;
}

std::string listed(const std::vector<std::string>& header) {
    std::string out;
    for (const auto& each : header) out += (out.empty() ? "" : ", ") + each;
    return std::string(prefix(out, 500));
}

std::optional<bool> yes_or_no(View word) {
    static constexpr View yes = " true 1 yes y t in inbound incoming received customer ";
    static constexpr View no = " false 0 no n f out outbound outgoing sent agent ";
    auto wanted = " " + text::fold(word) + " ";
    if (yes.find(wanted) != yes.npos) return true;
    if (no.find(wanted) != no.npos) return false;
    return std::nullopt;
}

// Spreadsheets write ids as decimals: "119237.0".
std::string id_of(std::string text) {
    bool decimal = text.ends_with(".0") && text.find_first_not_of("0123456789") == text.size() - 2;
    if (decimal) text.resize(text.size() - 2);
    return std::string(prefix(text, max_id));
}

std::string canonical(const std::string& network_id, const std::string& handle) {
    const auto* known = network(network_id);
    if (!known || !known->canonical) return std::string(prefix(handle, max_id));
    return known->canonical(handle);
}
}  // namespace

std::span<const Meaning> meanings() {
    return all_meanings;
}

std::map<std::string, std::string> guess_columns(const std::vector<std::string>& header) {
    std::map<std::string, std::string> found;
    std::vector<bool> taken(header.size());
    for (auto [key, names] : usual_names) {
        for (std::size_t begin = 0; begin < names.size() && !found.contains(std::string(key));) {
            auto end = std::min(names.find(' ', begin), names.size());
            for (std::size_t i = 0; i < header.size(); ++i)
                if (!taken[i] && bare(header[i]) == names.substr(begin, end - begin)) {
                    found[std::string(key)] = header[i];
                    taken[i] = true;
                    break;
                }
            begin = end + 1;
        }
    }
    return found;
}

RowReader::RowReader(const std::vector<std::string>& header, const ArchiveOptions& options,
                     const std::string& file)
    : width_(header.size()), owner_(options.owner) {
    auto columns = options.columns.empty() ? guess_columns(header) : options.columns;
    for (const auto& [key, name] : columns) {
        if (name.empty()) continue;
        bool known = std::any_of(all_meanings.begin(), all_meanings.end(),
                                 [&wanted = key](auto& each) { return each.key == wanted; });
        if (!known)
            throw Error{Code::bad_request, "There is no column meaning \"" + key + "\"."}.at("columns");
        auto at = std::find(header.begin(), header.end(), name);
        if (at == header.end())
            throw Error{Code::bad_request,
                        file + " has no column \"" + name + "\". It has: " + listed(header) + "."}
                .at("columns");
        places_[key] = static_cast<std::size_t>(at - header.begin());
    }
    for (const auto& each : all_meanings)
        if (each.required && !places_.contains(each.key))
            throw Error{Code::bad_request, file + ": say which column is the " + std::string(each.key) +
                                               " (--columns " + std::string(each.key) +
                                               "=NAME). It has: " + listed(header) + "."}
                .at("columns");
}

std::string RowReader::value(const std::vector<std::string>& row, View key) const {
    auto found = places_.find(key);
    if (found == places_.end()) return {};
    auto text = to_utf8(row[found->second]);
    auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool RowReader::read_time(const std::vector<std::string>& row, model::Inbound& message,
                          std::string& why) const {
    auto written = value(row, "time");
    if (!places_.contains("time")) return true;
    auto time = read_date(written);
    if (time)
        message.sent_at = *time;
    else
        why = written.empty() ? "it has no time"
                              : "the time \"" + std::string(prefix(written, 60)) + "\" cannot be understood";
    return time.has_value();
}

bool RowReader::read_direction(const std::vector<std::string>& row, model::Inbound& message,
                               std::string& why) const {
    bool ours = !owner_.empty() && message.author.handle == owner_;
    message.direction = ours ? model::Direction::outbound : model::Direction::inbound;
    auto written = value(row, "inbound");
    if (written.empty()) return true;
    auto inbound = yes_or_no(written);
    if (inbound)
        message.direction = *inbound ? model::Direction::inbound : model::Direction::outbound;
    else
        why = "\"" + std::string(prefix(written, 60)) +
              "\" says neither inbound (true, 1, in) nor outbound (false, 0, out)";
    return inbound.has_value();
}

bool RowReader::read_visibility(const std::vector<std::string>& row, model::Inbound& message,
                                std::string& why) const {
    auto written = text::fold(value(row, "visibility"));
    bool known = written.empty() || written == "public" || written == "private";
    if (!known) why = "the visibility is neither public nor private";
    message.visibility = written == "private" ? model::Visibility::private_ : model::Visibility::public_;
    return known;
}

bool RowReader::read_author(const std::vector<std::string>& row, model::Inbound& message,
                            std::string& why) const {
    auto written = value(row, "author");
    if (written.empty()) {
        why = "it has no author";
        return false;
    }
    auto network = text::fold(value(row, "network"));
    message.author.network = network.empty() ? "archive" : std::string(prefix(network, 40));
    message.author.name = text::display_name(value(row, "author_name"));
    try {
        message.author.handle = canonical(message.author.network, id_of(written));
    } catch (const Error& error) {
        why = error.text();
    }
    return why.empty();
}

void RowReader::read_rest(const std::vector<std::string>& row, model::Inbound& message) const {
    message.text = value(row, "text");
    message.subject = std::string(prefix(text::collapse(value(row, "subject")), 500));
    message.url = std::string(prefix(value(row, "url"), 2000));
    message.conversation_key = std::string(prefix(value(row, "conversation"), max_id));
    if (auto parent = id_of(value(row, "reply_to")); !parent.empty()) message.reply_to = {parent};
    message.language = text::language(message.text);
    message.remote_id = id_of(value(row, "id"));
    if (message.remote_id.empty())
        message.remote_id = "sha256:" + hex(sha256(message.author.handle + '\n' +
                                                   std::to_string(message.sent_at.ms) + '\n' + message.text));
}

std::optional<model::Inbound> RowReader::message(const std::vector<std::string>& row,
                                                 std::string& why) const {
    model::Inbound message;
    if (row.size() != width_) {
        why = "it has " + std::to_string(row.size()) + " fields, the header has " + std::to_string(width_);
        return std::nullopt;
    }
    bool good = read_author(row, message, why) && read_time(row, message, why) &&
                read_direction(row, message, why) && read_visibility(row, message, why);
    if (!good) return std::nullopt;
    read_rest(row, message);
    if (!message.text.empty()) return message;
    why = "it has no text";
    return std::nullopt;
}
}  // namespace channels::archive
