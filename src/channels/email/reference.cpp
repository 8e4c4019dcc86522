#include "channels/email/reference.hpp"

#include <algorithm>

#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "channels/email/address.hpp"

namespace channels::email {
namespace {
constexpr std::size_t most_references = 50, longest_id = 900, tag_bytes = 16;

std::string tag_of(std::string_view key, std::string_view signing_key) {
    return hex(hmac_sha256(signing_key, key).substr(0, tag_bytes));
}

bool all_in(std::string_view text, std::string_view allowed) {
    return !text.empty() && text.find_first_not_of(allowed) == text.npos;
}

void add(std::vector<std::string>& ids, std::string_view id) {
    if (proper_id(id) && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.emplace_back(id);
}

std::vector<std::string> bare_ids(std::string_view field) {
    std::vector<std::string> ids;
    for (std::size_t at = 0; at < field.size() && ids.size() < most_references;) {
        auto begin = field.find_first_not_of(" \t\r\n,;", at);
        if (begin == field.npos) break;
        at = std::min(field.find_first_of(" \t\r\n,;", begin), field.size());
        auto word = field.substr(begin, at - begin);
        if (word.find('@') != word.npos) add(ids, word);
    }
    return ids;
}
}  // namespace

bool proper_id(std::string_view id) {
    auto bad = [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '<' || c == '>';
    };
    auto at = id.find('@');
    return id.size() <= longest_id && at != id.npos && at > 0 && at + 1 < id.size() &&
           std::none_of(id.begin(), id.end(), bad) && is_utf8(id);
}

std::vector<std::string> message_ids(std::string_view field, std::size_t most) {
    if (field.find('<') == field.npos) return bare_ids(field);
    if (field.size() > most * (longest_id + 3)) field = field.substr(field.size() - most * (longest_id + 3));
    std::vector<std::string> ids;
    for (std::size_t at = field.find('<'); at != field.npos; at = field.find('<', at + 1)) {
        auto end = field.find_first_of("<>", at + 1);
        // Some programs fold in the middle of a long id.
        std::string id(field.substr(at + 1, end == field.npos ? end : end - at - 1));
        std::erase_if(id, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
        if (ids.size() >= 20 * most) break;
        add(ids, id);
    }
    if (ids.size() > most) ids.erase(ids.begin(), ids.end() - static_cast<std::ptrdiff_t>(most));
    return ids;
}

std::string tagged_id(std::string_view key, std::string_view signing_key, std::string_view domain) {
    return std::string(key) + "." + tag_of(key, signing_key) + "@" + std::string(domain);
}

Tag check_tag(std::string_view id, std::string_view signing_key,
              const std::vector<std::string>& own_domains) {
    auto local = id.substr(0, id.rfind('@'));
    auto dot = local.find('.');
    if (dot == local.npos || dot > 19) return Tag::none;
    auto key = local.substr(0, dot);
    auto tag = lower(local.substr(dot + 1));
    if (!all_in(key, "0123456789") || tag.size() != 2 * tag_bytes || !all_in(tag, "0123456789abcdef"))
        return Tag::none;
    if (!signing_key.empty() && equal_secret(tag, tag_of(key, signing_key))) return Tag::valid;
    auto domain = lower(domain_of(id));
    bool ours = std::find(own_domains.begin(), own_domains.end(), domain) != own_domains.end();
    return ours ? Tag::forged : Tag::none;
}

std::string key_of(std::string_view id, std::string_view signing_key) {
    bool made_here = check_tag(id, signing_key, {}) == Tag::valid;
    return made_here ? std::string(id.substr(0, id.find('.'))) : std::string();
}

Threading threading(const Fields& fields, std::string_view signing_key,
                    const std::vector<std::string>& own_domains, std::string_view returned) {
    std::vector<std::string> claimed;
    add(claimed, returned);
    for (auto field : fields.all("in-reply-to"))
        for (const auto& id : message_ids(field, most_references)) add(claimed, id);
    auto references = message_ids(fields.first("references"), most_references);
    std::reverse(references.begin(), references.end());
    for (const auto& id : references) add(claimed, id);

    Threading result;
    for (const auto& id : claimed) {
        auto tag = check_tag(id, signing_key, own_domains);
        if (tag == Tag::forged || result.reply_to.size() >= most_references) continue;
        bool nearest = tag == Tag::valid && !result.proven;
        result.reply_to.insert(nearest ? result.reply_to.begin() : result.reply_to.end(), id);
        result.proven = result.proven || nearest;
    }
    return result;
}

}  // namespace channels::email
