#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "channels/email/address.hpp"
#include "channels/email/body.hpp"
#include "channels/email/codec.hpp"
#include "channels/email/fields.hpp"
#include "channels/email/gmime.hpp"
#include "channels/email/reference.hpp"
#include "text/html.hpp"

namespace channels::email {
namespace {
constexpr std::size_t last_references = 20, longest_seven_bit_line = 78;

using Object = Owned<GMimeObject>;

// Nothing that could end a header field.
std::string one_line(std::string_view text) {
    std::string out;
    for (char c : to_utf8(text)) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    return std::string(trim(out));
}

std::string sendable(const std::string& handle) {
    auto address = canonical_address(handle);
    bool plain = std::none_of(address.begin(), address.end(), [](char c) { return (c & 0x80) != 0; });
    if (address.empty() || !plain)
        throw Error{Code::bad_request,
                    fmt::format("“{}” is no address that mail can be sent to.", one_line(handle))};
    return address;
}

bool begins_like_an_answer(std::string_view subject) {
    constexpr auto signs = std::to_array<std::string_view>(
        {"re:", "re :", "aw:", "sv:", "vs:", "antw:", "rif:", "res:", "odp:", "ynt:", "回复", "答复",
         "返信"});
    auto text = lower(subject);
    return std::any_of(signs.begin(), signs.end(), [&](auto sign) { return text.starts_with(sign); });
}

std::string subject_of(const model::Outgoing& message) {
    auto subject = one_line(message.subject);
    bool answer = !message.reply_to.empty() && !subject.empty() && !begins_like_an_answer(subject);
    return answer ? "Re: " + subject : subject;
}

// The root, which keeps the conversation together everywhere, and the nearest ancestors.
std::string references_of(const model::Outgoing& message) {
    std::vector<std::string> ids;
    for (const auto& id : message.references)
        if (proper_id(id) && id != message.reply_to) ids.push_back(id);
    if (proper_id(message.reply_to)) ids.push_back(message.reply_to);
    if (ids.size() > last_references + 1)
        ids.erase(ids.begin() + 1, ids.end() - static_cast<std::ptrdiff_t>(last_references));
    std::string value;
    for (const auto& id : ids) value += (value.empty() ? "<" : " <") + id + ">";
    return value;
}

std::string unix_lines(std::string text) {
    std::erase(text, '\r');
    return text;
}

std::string introduction(const model::Outgoing& message) {
    auto name = one_line(message.to.name);
    return name.empty() ? message.to.handle + " wrote:"
                        : fmt::format("{} <{}> wrote:", name, message.to.handle);
}

std::string plain_text(const model::Outgoing& message) {
    auto text = unix_lines(to_utf8(message.text));
    if (!text.ends_with('\n')) text += '\n';
    if (trim(message.quoted).empty()) return text;
    text += "\n" + introduction(message) + "\n";
    auto quoted = unix_lines(to_utf8(message.quoted));
    for (std::size_t at = 0; at < quoted.size();) {
        auto line = next_line(quoted, at);
        text.append(line.empty() ? ">" : line.starts_with('>') ? ">" : "> ").append(line).append("\n");
    }
    return text;
}

std::string html_page(const model::Outgoing& message) {
    auto page = "<!DOCTYPE html>\n<html><body>\n" + unix_lines(to_utf8(message.html)) + "\n";
    if (!trim(message.quoted).empty())
        page += "<p>" + text::escape(introduction(message)) + "</p>\n<blockquote type=\"cite\">" +
                text::to_html(unix_lines(to_utf8(message.quoted))) + "</blockquote>\n";
    return page + "</body></html>\n";
}

bool seven_bit(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        auto line = next_line(text, at);
        bool odd = std::any_of(line.begin(), line.end(),
                               [](char c) { return (c & 0x80) != 0 || (c < ' ' && c != '\t'); });
        if (odd || line.size() > longest_seven_bit_line || line.ends_with(' ') || line.starts_with("From "))
            return false;
    }
    return true;
}

void fill(GMimePart* part, std::string_view bytes, GMimeContentEncoding encoding) {
    Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
    Owned<GMimeDataWrapper> content(
        g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
    g_mime_part_set_content(part, content.get());
    g_mime_part_set_content_encoding(part, encoding);
}

Object text_part(const char* subtype, const std::string& text) {
    auto* part = g_mime_part_new_with_type("text", subtype);
    Object object(GMIME_OBJECT(part));
    g_mime_object_set_content_type_parameter(object.get(), "charset", "utf-8");
    fill(part, text, seven_bit(text) ? GMIME_CONTENT_ENCODING_7BIT : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    return object;
}

// message/* and multipart/* must not be encoded (RFC 2046 §5.2.1), and a file we pass on must not be touched.
std::pair<std::string, std::string> type_of(const model::Attachment& file) {
    auto type = lower(file.media_type.substr(0, file.media_type.find(';')));
    auto slash = type.find('/');
    auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '+' ||
               c == '_' || c == '/';
    };
    bool fine = slash != type.npos && slash > 0 && slash + 1 < type.size() && type.rfind('/') == slash &&
                std::all_of(type.begin(), type.end(), allowed);
    if (!fine || type.starts_with("message/") || type.starts_with("multipart/"))
        return {"application", "octet-stream"};
    return {type.substr(0, slash), type.substr(slash + 1)};
}

Object file_part(const model::Attachment& file, bool inline_) {
    auto [major, minor] = type_of(file);
    auto* part = g_mime_part_new_with_type(major.c_str(), minor.c_str());
    Object object(GMIME_OBJECT(part));
    auto name = safe_file_name(file.name);
    g_mime_object_set_disposition(object.get(), inline_ ? "inline" : "attachment");
    g_mime_part_set_filename(part, name.empty() ? "file" : name.c_str());
    auto id = one_line(file.content_id);
    if (inline_ && !id.empty() && id.find_first_of("<> ") == id.npos)
        g_mime_object_set_content_id(object.get(), id.c_str());
    if (auto about = one_line(file.description); !about.empty())
        g_mime_part_set_content_description(part, about.c_str());
    fill(part, file.bytes, GMIME_CONTENT_ENCODING_BASE64);
    return object;
}

// Boundaries of this shape can stand in no encoded line.
class Boundaries {
public:
    explicit Boundaries(const std::string& id) : seed_(hex(sha256(id)).substr(0, 24)) {}
    std::string next() { return fmt::format("=_{}_{}", seed_, ++count_); }

private:
    std::string seed_;
    int count_ = 0;
};

Object together(const char* subtype, Boundaries& boundaries, std::vector<Object> parts) {
    auto* multipart = g_mime_multipart_new_with_subtype(subtype);
    Object object(GMIME_OBJECT(multipart));
    g_mime_multipart_set_boundary(multipart, boundaries.next().c_str());
    for (const auto& part : parts) g_mime_multipart_add(multipart, part.get());
    return object;
}

template <class... Parts>
std::vector<Object> list(Parts... parts) {
    std::vector<Object> result;
    (result.push_back(std::move(parts)), ...);
    return result;
}

bool shown_inside(const model::Attachment& file, const model::Outgoing& message) {
    return file.inline_ && !message.html.empty() && !file.content_id.empty();
}

Object words_part(const model::Outgoing& message, Boundaries& boundaries) {
    auto plain = text_part("plain", plain_text(message));
    if (message.html.empty()) return plain;
    auto html = list(text_part("html", html_page(message)));
    for (const auto& file : message.attachments)
        if (shown_inside(file, message)) html.push_back(file_part(file, true));
    auto page = html.size() == 1 ? std::move(html.front()) : together("related", boundaries, std::move(html));
    return together("alternative", boundaries, list(std::move(plain), std::move(page)));
}

Object body_of(const model::Outgoing& message, Boundaries& boundaries) {
    auto parts = list(words_part(message, boundaries));
    for (const auto& file : message.attachments)
        if (!shown_inside(file, message)) parts.push_back(file_part(file, false));
    return parts.size() == 1 ? std::move(parts.front()) : together("mixed", boundaries, std::move(parts));
}

void set_people(GMimeMessage* mail, const model::Outgoing& message, const Identity& who) {
    auto add = [&](GMimeAddressType type, std::string_view name, const std::string& address) {
        auto shown = one_line(name);
        g_mime_message_add_mailbox(mail, type, shown.empty() ? nullptr : shown.c_str(), address.c_str());
    };
    add(GMIME_ADDRESS_TYPE_FROM, who.name, sendable(who.address));
    add(GMIME_ADDRESS_TYPE_TO, message.to.name, sendable(message.to.handle));
    for (const auto& copy : message.copied) add(GMIME_ADDRESS_TYPE_CC, copy.name, sendable(copy.handle));
}

void set_date(GMimeMessage* mail, Time at) {
    auto* date = g_date_time_new_from_unix_utc(at.ms / second_ms);
    g_mime_message_set_date(mail, date);
    g_date_time_unref(date);
}

void set_header(GMimeMessage* mail, const char* name, const std::string& value) {
    if (!value.empty()) g_mime_object_set_header(GMIME_OBJECT(mail), name, value.c_str(), nullptr);
}

std::string network_lines(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 40);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) out += '\r';
        out += text[i];
    }
    return out;
}
}  // namespace

std::string message_id(const model::Outgoing& message, const Identity& who) {
    return tagged_id(message.idempotency_key, who.signing_key, domain_of(who.address));
}

std::string encode(const model::Outgoing& message, const Identity& who) {
    start_gmime();
    Owned<GMimeMessage> mail(g_mime_message_new(TRUE));
    auto id = message_id(message, who);
    set_people(mail.get(), message, who);
    g_mime_message_set_subject(mail.get(), subject_of(message).c_str(), "utf-8");
    set_date(mail.get(), message.sent_at);
    g_mime_message_set_message_id(mail.get(), id.c_str());
    if (proper_id(message.reply_to)) set_header(mail.get(), "In-Reply-To", "<" + message.reply_to + ">");
    set_header(mail.get(), "References", references_of(message));
    Boundaries boundaries(id);
    auto body = body_of(message, boundaries);
    g_mime_message_set_mime_part(mail.get(), body.get());

    Owned<GMimeStream> memory(g_mime_stream_mem_new());
    g_mime_object_write_to_stream(GMIME_OBJECT(mail.get()), nullptr, memory.get());
    return network_lines(bytes_of(memory.get()));
}

}  // namespace channels::email
