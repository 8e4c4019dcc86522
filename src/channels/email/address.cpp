#include "channels/email/address.hpp"

#include <algorithm>
#include <memory>

#include <unicode/idna.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "base/encoding.hpp"
#include "channels/email/fields.hpp"
#include "text/names.hpp"

namespace channels::email {
namespace {
constexpr std::size_t most_mailboxes = 1000, longest_address = 320;

bool ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

std::string ascii_domain(std::string_view domain) {
    if (ascii(domain)) return lower(domain);
    auto status = U_ZERO_ERROR;
    std::unique_ptr<icu::IDNA> idna(icu::IDNA::createUTS46Instance(UIDNA_NONTRANSITIONAL_TO_ASCII, status));
    if (U_FAILURE(status)) return lower(domain);
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    icu::IDNAInfo info;
    idna->nameToASCII_UTF8({domain.data(), static_cast<int32_t>(domain.size())}, sink, info, status);
    return U_FAILURE(status) || info.hasErrors() ? lower(domain) : result;
}

std::string folded_local(std::string_view local) {
    if (ascii(local)) return lower(local);
    auto status = U_ZERO_ERROR;
    auto text = icu::UnicodeString::fromUTF8({local.data(), static_cast<int32_t>(local.size())});
    auto folded = icu::Normalizer2::getNFCInstance(status)->normalize(text.foldCase(), status);
    std::string result;
    folded.toUTF8String(result);
    return result;
}

// "ana maria"@x keeps its quotes because it needs them; "ana"@x is ana@x.
std::string unquoted(std::string_view local) {
    if (local.size() < 2 || local.front() != '"' || local.back() != '"') return std::string(local);
    auto inside = local.substr(1, local.size() - 2);
    bool needs_quotes = inside.empty() || inside.find_first_of(" \t\"\\(),:;<>@[]") != inside.npos;
    return std::string(needs_quotes ? local : inside);
}

bool acceptable(std::string_view local, std::string_view domain) {
    auto bad = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; };
    bool quoted = local.starts_with('"');
    if (local.empty() || domain.empty() || domain.front() == '.' || domain.back() == '.') return false;
    if (std::any_of(domain.begin(), domain.end(), bad) || domain.find_first_of("<>()\",;") != domain.npos)
        return false;
    return quoted ||
           (std::none_of(local.begin(), local.end(), bad) && local.find_first_of("<>()\",;") == local.npos);
}

std::string strip_comments(std::string_view text, std::string& comment) {
    std::string out;
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '\\' && i + 1 < text.size()) {
            (depth > 0 ? comment : out).append(text.substr(i, 2));
            ++i;
            continue;
        }
        if (c == '"' && depth == 0) quoted = !quoted;
        if (c == '(' && !quoted && depth++ == 0) continue;
        if (c == ')' && !quoted && depth > 0 && --depth == 0) continue;
        (depth > 0 ? comment : out) += c;
    }
    return out;
}

std::string without_escapes(std::string_view phrase) {
    std::string out;
    for (std::size_t i = 0; i < phrase.size(); ++i) {
        if (phrase[i] == '"') continue;
        if (phrase[i] == '\\' && i + 1 < phrase.size()) ++i;
        out += phrase[i];
    }
    return out;
}

// Splits at commas and semicolons, and drops the names of groups.
class Splitter {
public:
    explicit Splitter(std::string_view field) : field_(field) {}

    std::vector<std::string> split() {
        for (std::size_t i = 0; i < field_.size(); ++i) {
            char c = field_[i];
            if (c == '\\' && i + 1 < field_.size()) {
                current_.append(field_.substr(i, 2));
                ++i;
            } else {
                take(c);
            }
        }
        cut();
        return std::move(pieces_);
    }

private:
    void take(char c) {
        if (c == '"' && comment_ == 0) quoted_ = !quoted_;
        if (!quoted_ && c == '(') ++comment_;
        if (!quoted_ && c == ')' && comment_ > 0) --comment_;
        bool outside = !quoted_ && comment_ == 0;
        if (outside && c == '<') angle_ = true;
        if (outside && c == '>') angle_ = false;
        if (outside && !angle_ && (c == ',' || c == ';'))
            cut();
        else if (outside && !angle_ && c == ':')
            group();
        else
            current_ += c;
    }
    void group() {
        // "mailto:ana@x" and a stray colon inside an address are no group.
        if (current_.find('@') == std::string::npos) current_.clear();
    }
    void cut() {
        if (pieces_.size() < most_mailboxes) pieces_.push_back(std::move(current_));
        current_.clear();
        angle_ = false;
    }

    std::string_view field_;
    std::string current_;
    std::vector<std::string> pieces_;
    bool quoted_ = false, angle_ = false;
    int comment_ = 0;
};

struct Raw {
    std::string address, name, comment;
};

// The word with the "@" among others: "Ana ana@x.example".
Raw bare(const std::string& text) {
    auto at = text.rfind('@');
    auto begin = text.find_last_of(" \t", at);
    if (text.find('"') != text.npos && text.find('"') < at && text[at - 1] == '"') begin = text.npos;
    auto end = text.find_first_of(" \t", at);
    begin = begin == text.npos ? 0 : begin + 1;
    return {text.substr(begin, end == text.npos ? end : end - begin), text.substr(0, begin), {}};
}

Raw read(std::string_view piece) {
    std::string comment;
    auto text = std::string(trim(strip_comments(piece, comment)));
    auto open = text.rfind('<');
    auto close = text.find('>', open == text.npos ? 0 : open);
    Raw result;
    if (open != text.npos) {
        result = {text.substr(open + 1, close == text.npos ? close : close - open - 1),
                  text.substr(0, text.find('<')),
                  {}};
        if (auto route = result.address.rfind(':'); route != text.npos) result.address.erase(0, route + 1);
        // The obsolete syntax allows white space around every dot.
        if (!result.address.starts_with('"'))
            std::erase_if(result.address, [](char c) { return c == ' ' || c == '\t'; });
    } else if (text.find('@') != text.npos) {
        result = bare(text);
    } else {
        result.name = text;
    }
    result.comment = comment;
    return result;
}

std::string shown(const Raw& raw, std::string_view label) {
    auto phrase = without_escapes(trim(raw.name));
    auto name = header_text(phrase.empty() ? without_escapes(raw.comment) : phrase, label);
    return text::display_name(name);
}
}  // namespace

std::string_view domain_of(std::string_view address) {
    auto at = address.rfind('@');
    return at == address.npos ? std::string_view{} : address.substr(at + 1);
}

std::string canonical_address(std::string_view address) {
    address = trim(address);
    if (lower(address.substr(0, 7)) == "mailto:") address.remove_prefix(7);
    while (!address.empty() && (address.front() == '<' || address.front() == '\'')) address.remove_prefix(1);
    while (!address.empty() && (address.back() == '>' || address.back() == '\'' || address.back() == '.'))
        address.remove_suffix(1);
    auto at = address.rfind('@');
    if (at == address.npos || address.size() > longest_address || !is_utf8(address)) return {};
    auto local = address.substr(0, at), domain = address.substr(at + 1);
    if (!acceptable(local, domain)) return {};
    auto ascii_name = ascii_domain(domain);
    return acceptable(local, ascii_name) ? folded_local(unquoted(local)) + "@" + ascii_name : "";
}

std::vector<Mailbox> mailboxes(std::string_view field, std::string_view label) {
    std::vector<Mailbox> result;
    std::string before;  // "Dubois, Antoinette <…>" without its quotes
    for (const auto& piece : Splitter(field).split()) {
        auto raw = read(piece);
        if (raw.address.empty()) {
            before = raw.name.empty() ? "" : raw.name + ", ";
            continue;
        }
        if (!raw.name.empty()) raw.name = before + raw.name;
        before.clear();
        Mailbox box{canonical_address(to_utf8(raw.address)), shown(raw, label)};
        if (canonical_address(box.name) == box.address) box.name.clear();
        auto same = [&](const Mailbox& other) { return other.address == box.address; };
        if (!box.address.empty() && std::none_of(result.begin(), result.end(), same)) result.push_back(box);
    }
    return result;
}

model::Handle handle_of(const Mailbox& box) {
    return {"email", box.address, box.name, {}};
}

}  // namespace channels::email
