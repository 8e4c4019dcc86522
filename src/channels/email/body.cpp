#include "channels/email/body.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/encoding.hpp"
#include "channels/charset.hpp"
#include "channels/email/bounded_mime.hpp"
#include "channels/email/fields.hpp"
#include "channels/email/flowed.hpp"
#include "channels/email/gmime.hpp"
#include "text/html.hpp"

namespace channels::email {
namespace {
using Segments = std::vector<Segment>;

std::string unix_lines(std::string text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        out += text[i] == '\r' ? '\n' : text[i];
    }
    return out;
}

std::string parameter(GMimeObject* part, const char* name) {
    const char* value = g_mime_object_get_content_type_parameter(part, name);
    return value == nullptr ? "" : to_utf8(value);
}

bool token(std::string_view text) {
    auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '+' ||
               c == '_';
    };
    return !text.empty() && text.size() <= 80 && std::all_of(text.begin(), text.end(), good);
}

std::string media_type(GMimeObject* part) {
    auto* type = g_mime_object_get_content_type(part);
    const char* major = type == nullptr ? nullptr : g_mime_content_type_get_media_type(type);
    const char* minor = type == nullptr ? nullptr : g_mime_content_type_get_media_subtype(type);
    auto first = lower(major == nullptr ? "" : major), second = lower(minor == nullptr ? "" : minor);
    return token(first) && token(second) ? first + "/" + second : "application/octet-stream";
}

std::string disposition(GMimeObject* part) {
    const char* value = g_mime_object_get_disposition(part);
    return value == nullptr ? "" : lower(value);
}

std::string content(GMimePart* part) {
    auto* wrapper = g_mime_part_get_content(part);
    if (wrapper == nullptr) return {};
    Owned<GMimeStream> memory(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(wrapper, memory.get());
    return bytes_of(memory.get());
}

std::string content(GMimeMessage* message) {
    if (message == nullptr) return {};
    Owned<GMimeStream> memory(g_mime_stream_mem_new());
    g_mime_object_write_to_stream(GMIME_OBJECT(message), nullptr, memory.get());
    return bytes_of(memory.get());
}

std::string subject_of(GMimeMessage* message) {
    const char* value =
        message == nullptr ? nullptr : g_mime_object_get_header(GMIME_OBJECT(message), "Subject");
    return value == nullptr ? "" : header_text(value);
}

std::string file_name(GMimePart* part) {
    const char* name = g_mime_part_get_filename(part);
    return name == nullptr ? "" : safe_file_name(header_text(name));
}

// What the HTML says of itself, when the mail says nothing: <meta charset=…>.
std::string charset_in_html(std::string_view bytes) {
    auto head = lower(bytes.substr(0, 2048));
    auto at = head.find("charset=");
    if (at == head.npos || head.rfind("<meta", at) == head.npos) return {};
    auto rest = std::string_view(head).substr(at + 8);
    while (rest.starts_with('"') || rest.starts_with('\'')) rest.remove_prefix(1);
    return std::string(rest.substr(0, rest.find_first_of("\"'>; /")));
}

bool is_text(const std::string& type) {
    return type == "text/plain" || type == "text/html" || type == "text/enriched" ||
           type == "text/richtext" || type == "text/markdown" || type == "text/x-markdown";
}

struct Context {
    int depth = 0;
    bool related = false;  // beside the page that shows it
    bool report = false;
};

class Walker {
public:
    Walker(Body& body, bool keep_files, const Bounds& bounds)
        : body_(body), keep_files_(keep_files), bounds_(bounds) {}

    void walk(GMimeObject* part, Context at, Segments& out, json::array& structure) {
        if (++parts_ > bounds_.parts || at.depth > bounds_.depth) {
            note(parts_ > bounds_.parts
                     ? fmt::format("The mail has more than {} parts; the rest was left out.", bounds_.parts)
                     : fmt::format("Parts nested deeper than {} levels were left out.", bounds_.depth));
            return;
        }
        ++at.depth;
        json::object node{{"type", media_type(part)}};
        if (GMIME_IS_MULTIPART(part))
            node["parts"] = multipart(GMIME_MULTIPART(part), at, out);
        else if (GMIME_IS_MESSAGE_PART(part))
            message(GMIME_MESSAGE_PART(part), at);
        else if (GMIME_IS_PART(part))
            leaf(GMIME_PART(part), at, out);
        structure.push_back(std::move(node));
    }

private:
    json::array multipart(GMimeMultipart* part, Context at, Segments& out) {
        auto type = media_type(GMIME_OBJECT(part));
        json::array inside;
        if (type == "multipart/report") {
            body_.report_type = lower(parameter(GMIME_OBJECT(part), "report-type"));
            at.report = true;
        }
        if (type == "multipart/encrypted")
            note("The mail is encrypted; open it in a mail program that has the key.");
        if (type == "multipart/alternative")
            alternative(part, at, out, inside);
        else if (type == "multipart/related")
            related(part, at, out, inside);
        else
            each(part, at, out, inside);
        return inside;
    }

    void each(GMimeMultipart* part, Context at, Segments& out, json::array& inside) {
        for (int i = 0, count = g_mime_multipart_get_count(part); i < count; ++i)
            walk(g_mime_multipart_get_part(part, i), at, out, inside);
    }

    // The plainest rendering is our text, the richest our HTML.
    void alternative(GMimeMultipart* part, Context at, Segments& out, json::array& inside) {
        Segment best;
        for (int i = 0, count = g_mime_multipart_get_count(part); i < count; ++i) {
            Segments one;
            walk(g_mime_multipart_get_part(part, i), at, one, inside);
            auto html = joined_html(one), plain = joined_plain(one);
            if (!html.empty()) best.html = html;
            if (best.plain.empty() && !plain.empty()) best.plain = plain;
        }
        if (!best.plain.empty() || !best.html.empty()) out.push_back(std::move(best));
    }

    static std::string joined_html(const Segments& segments) {
        std::string all;
        if (std::all_of(segments.begin(), segments.end(), [](const auto& s) { return s.html.empty(); }))
            return all;
        for (const auto& each : segments) all += each.html.empty() ? text::to_html(each.plain) : each.html;
        return all;
    }
    static std::string joined_plain(const Segments& segments) {
        std::string all;
        for (const auto& each : segments)
            if (!each.plain.empty()) all += (all.empty() ? "" : "\n") + each.plain;
        return all;
    }

    void related(GMimeMultipart* part, Context at, Segments& out, json::array& inside) {
        auto start = parameter(GMIME_OBJECT(part), "start");
        std::erase_if(start, [](char c) { return c == '<' || c == '>'; });
        int root = 0;
        int count = g_mime_multipart_get_count(part);
        for (int i = 0; i < count && !start.empty(); ++i) {
            const char* id = g_mime_object_get_content_id(g_mime_multipart_get_part(part, i));
            if (id != nullptr && start == id) root = i;
        }
        for (int i = 0; i < count; ++i) {
            auto inner = at;
            inner.related = i != root;
            walk(g_mime_multipart_get_part(part, i), inner, out, inside);
        }
    }

    void leaf(GMimePart* part, Context at, Segments& out) {
        auto* object = GMIME_OBJECT(part);
        auto type = media_type(object);
        if (machine_readable(part, type, at)) return;
        auto name = file_name(part);
        auto where = disposition(object);
        bool body_text = is_text(type) && where != "attachment" && !at.related;
        // Some programs name the body itself; only the first text can be meant.
        if (body_text && (name.empty() || (where.empty() && !seen_text_)))
            text(part, type, out);
        else if (type != "application/pgp-signature" && type != "application/pkcs7-signature" &&
                 type != "application/x-pkcs7-signature")
            attach(part, type, name, at.related || (where == "inline" && type.starts_with("image/")));
    }

    bool machine_readable(GMimePart* part, const std::string& type, Context at) {
        std::string* into = nullptr;
        if (type == "message/delivery-status" || type == "message/global-delivery-status")
            into = &body_.delivery_status;
        if (type == "message/feedback-report") into = &body_.feedback;
        if (at.report && (type == "text/rfc822-headers" || type == "message/global-headers"))
            into = &body_.returned;
        if (into != nullptr && into->empty()) *into = unix_lines(content(part).substr(0, 256u << 10));
        return into != nullptr;
    }

    void text(GMimePart* part, const std::string& type, Segments& out) {
        seen_text_ = true;
        auto bytes = content(part);
        bool html = type == "text/html";
        auto label = parameter(GMIME_OBJECT(part), "charset");
        if (label.empty() && html) label = charset_in_html(bytes);
        if (body_.charset.empty()) body_.charset = label;
        if (bytes.size() > 4 * bounds_.text_bytes) bytes.resize(4 * bounds_.text_bytes);
        auto decoded = unix_lines(from_charset(bytes, label));
        if (lower(parameter(GMIME_OBJECT(part), "format")) == "flowed" && !html)
            decoded = unflow(decoded, lower(parameter(GMIME_OBJECT(part), "delsp")) == "yes");
        Segment segment;
        (html ? segment.html : segment.plain) =
            bounded(std::move(decoded), html ? html_bytes_ : plain_bytes_);
        out.push_back(std::move(segment));
    }

    std::string bounded(std::string text, std::size_t& used) {
        auto room = bounds_.text_bytes - std::min(used, bounds_.text_bytes);
        if (text.size() > room) {
            note(fmt::format("The text was cut after {} KiB.", bounds_.text_bytes >> 10));
            text.resize(prefix(text, room).size());
        }
        used += text.size();
        return text;
    }

    void message(GMimeMessagePart* part, Context at) {
        auto* inside = g_mime_message_part_get_message(part);
        auto bytes = content(inside);
        if (at.report && body_.returned.empty()) body_.returned = bytes.substr(0, 256u << 10);
        auto name = safe_file_name(prefix(subject_of(inside), 100));
        keep({.name = (name.empty() ? "message" : name) + ".eml", .media_type = "message/rfc822"},
             std::move(bytes));
    }

    void attach(GMimePart* part, const std::string& type, const std::string& name, bool inline_) {
        model::Attachment file{
            .name = name.empty() ? default_name(type) : name, .media_type = type, .inline_ = inline_};
        if (const char* id = g_mime_object_get_content_id(GMIME_OBJECT(part)); id != nullptr)
            file.content_id = std::string(prefix(header_text(id), 200));
        const char* description = g_mime_part_get_content_description(part);
        if (description != nullptr) file.description = std::string(prefix(header_text(description), 1000));
        keep(std::move(file), content(part));
    }

    static std::string default_name(const std::string& type) {
        auto minor = type.substr(type.find('/') + 1);
        if (type == "text/plain") return "text.txt";
        if (type == "text/calendar") return "invitation.ics";
        if (type == "application/ms-tnef") return "winmail.dat";
        if (type == "application/octet-stream") return "file.bin";
        if (minor == "jpeg") minor = "jpg";
        return "file." + minor.substr(minor.find('+') + 1);
    }

    void keep(model::Attachment file, std::string bytes) {
        if (body_.attachments.size() >= bounds_.attachments) {
            note(fmt::format("The mail has more than {} attachments; the rest was left out.",
                             bounds_.attachments));
            return;
        }
        if (!keep_files_) return;
        file.size = bytes.size();
        file.bytes = std::move(bytes);
        body_.attachments.push_back(std::move(file));
    }

    void note(std::string sentence) {
        if (std::find(body_.notes.begin(), body_.notes.end(), sentence) == body_.notes.end())
            body_.notes.push_back(std::move(sentence));
    }

    Body& body_;
    bool keep_files_;
    const Bounds& bounds_;
    std::size_t parts_ = 0, plain_bytes_ = 0, html_bytes_ = 0;
    bool seen_text_ = false;
};
}  // namespace

namespace {
// GMime takes a time quadratic in the length of an address field, so it sees only what says how to read the
// body.
std::string only_mime(std::string_view message) {
    auto header = header_length(message);
    if (header == 0) return std::string(message);
    std::string out;
    for (const auto& field : Fields::parse(message.substr(0, header)))
        if (field.name.starts_with("content-") || field.name == "mime-version")
            out += field.name + ": " + field.value + "\n";
    return out.append("\n").append(message.substr(header));
}
}  // namespace

Body read_body(std::string_view message, bool keep_files, const Bounds& bounds) {
    start_gmime();
    Body body;
    auto bare = only_mime(message);
    auto limited = bounded_mime(bare, bounds.parts);
    if (limited.size() < bare.size())
        body.notes.push_back(
            fmt::format("The mail has more than {} parts; the rest was left out.", bounds.parts));
    Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(limited.data(), limited.size()));
    Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    Owned<GMimeMessage> parsed(g_mime_parser_construct_message(parser.get(), nullptr));
    auto* root = parsed ? g_mime_message_get_mime_part(parsed.get()) : nullptr;
    if (root != nullptr) Walker(body, keep_files, bounds).walk(root, {}, body.segments, body.structure);
    return body;
}

}  // namespace channels::email
