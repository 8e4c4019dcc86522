#include "text/entities.hpp"

#include <algorithm>

#include "text/character_sets.hpp"
#include "text/links.hpp"
#include "text/top_level.hpp"
#include "text/utf8.hpp"

namespace text {
namespace {

constexpr std::size_t longest_handle = 20, longest_list = 25, longest_local_part = 64, longest_host = 253;

bool ascii_word(std::string_view text, std::size_t at) {
    return at < text.size() && (ascii_alphanumeric(static_cast<unsigned char>(text[at])) || text[at] == '_');
}

bool starts(std::string_view text, std::size_t at, std::string_view with) {
    return text.substr(std::min(at, text.size()), with.size()) == with;
}

char32_t peek(std::string_view text, std::size_t at) {
    return at < text.size() ? next(text, at) : 0;
}

// Where an ASCII host that ends in a top-level domain ends; `at` when there is none.
std::size_t ascii_host_end(std::string_view text, std::size_t at) {
    std::size_t end = at, found = at;
    auto inside = [&](std::size_t i) {
        return i < text.size() && i - at < longest_host &&
               (ascii_alphanumeric(static_cast<unsigned char>(text[i])) || text[i] == '-');
    };
    while (inside(end)) {
        while (inside(end)) ++end;
        if (end >= text.size() || text[end] != '.' || text[end - 1] == '-') break;
        std::size_t length = top_level_at(text, ++end);
        if (length > 0) found = end + length;
    }
    return found;
}

class Finder {
public:
    Finder(std::string_view text, Handles handles) : text_(text), handles_(handles) {}

    std::vector<Entity> find() {
        for (Range range : links(text_)) add(EntityKind::link, range, range.begin);
        for (std::size_t at = 0; at < text_.size();) {
            std::size_t sign = at;
            char32_t c = next(text_, at);
            if (c == '#' || c == U'＃') hashtag(sign, at);
            if (c == '@' || c == U'＠') mention(sign, at);
            if (c == '@') email(sign);
            if (c == '$') cashtag(sign, at);
        }
        return sorted();
    }

private:
    void hashtag(std::size_t sign, std::size_t begin) {
        char32_t ahead = before(text_, sign);
        bool variation = ahead == 0xFE0E || ahead == 0xFE0F;
        if (sign > 0 && !variation && (in_tag(ahead) || ahead == '&')) return;
        char32_t first = peek(text_, begin);
        if (first == 0xFE0F || first == 0x20E3) return;
        bool letter = false;
        std::size_t end = begin;
        for (std::size_t after = begin; after < text_.size(); end = after) {
            char32_t c = next(text_, after);
            if (!in_tag(c)) break;
            letter = letter || is_tag_letter(c);
        }
        char32_t follows = peek(text_, end);
        if (letter && follows != '#' && follows != U'＃' && !starts(text_, end, "://"))
            add(EntityKind::hashtag, {sign, end}, begin);
    }

    // What stands right before "@": nothing that makes it an address, except the RT of a repost.
    bool may_mention(std::size_t sign) const {
        if (sign == 0) return true;
        char32_t c = before(text_, sign);
        bool barred =
            ascii_alphanumeric(c) || c == '@' || c == U'＠' ||
            (c < 0x80 && std::string_view("_!#$%&*").find(static_cast<char>(c)) != std::string_view::npos);
        return !barred || after_repost(sign);
    }

    bool after_repost(std::size_t sign) const {
        if (text_[sign - 1] == ':') --sign;
        if (sign < 2 || ascii_lowered(text_.substr(sign - 2, 2)) != "rt") return false;
        char32_t c = before(text_, sign - 2);
        return !ascii_alphanumeric(c) &&
               (c == 0 || c >= 0x80 ||
                std::string_view("_+~.-").find(static_cast<char>(c)) == std::string_view::npos);
    }

    void mention(std::size_t sign, std::size_t begin) {
        if (!may_mention(sign)) return;
        if (handles_ == Handles::federated && federated_mention(sign, begin)) return;
        std::size_t end = begin;
        while (end - begin < longest_handle && ascii_word(text_, end)) ++end;
        if (end == begin) return;
        end = list_end(end);
        char32_t follows = peek(text_, end);
        if (follows == '@' || follows == U'＠' || is_latin_accent(follows) || starts(text_, end, "://"))
            return;
        add(EntityKind::mention, {sign, end}, begin);
    }

    std::size_t list_end(std::size_t slash) const {
        if (slash + 1 >= text_.size() || text_[slash] != '/' ||
            !ascii_letter(static_cast<unsigned char>(text_[slash + 1])))
            return slash;
        std::size_t end = slash + 1;
        while (end - slash <= longest_list &&
               (ascii_word(text_, end) || (end < text_.size() && text_[end] == '-')))
            ++end;
        return end;
    }

    // "@ana@town.example" of Mastodon and its kin, "@ana.town.example" of Bluesky.
    bool federated_mention(std::size_t sign, std::size_t begin) {
        std::size_t local = begin;
        while (local - begin < longest_local_part &&
               (ascii_word(text_, local) || starts(text_, local, ".") || starts(text_, local, "-")))
            ++local;
        if (local > begin && starts(text_, local, "@")) {
            std::size_t end = ascii_host_end(text_, local + 1);
            if (end == local + 1) return false;
            add(EntityKind::mention, {sign, end}, begin);
            return true;
        }
        std::size_t end = ascii_host_end(text_, begin);
        if (end == begin) return false;
        add(EntityKind::mention, {sign, end}, begin);
        return true;
    }

    void email(std::size_t sign) {
        auto in_local_part = [&](std::size_t i) {
            return ascii_alphanumeric(static_cast<unsigned char>(text_[i])) ||
                   std::string_view("._%+'-").find(text_[i]) != std::string_view::npos;
        };
        std::size_t begin = sign;
        while (begin > 0 && sign - begin <= longest_local_part && in_local_part(begin - 1)) --begin;
        if (sign - begin > longest_local_part || (begin > 0 && text_[begin - 1] == '@')) return;
        while (begin < sign && (text_[begin] == '.' || text_[begin] == '\'' || text_[begin] == '-')) ++begin;
        if (begin == sign || text_[sign - 1] == '.') return;
        std::size_t end = ascii_host_end(text_, sign + 1);
        if (end > sign + 1) add(EntityKind::email, {begin, end}, begin);
    }

    void cashtag(std::size_t sign, std::size_t begin) {
        if (sign > 0 && !is_space(before(text_, sign))) return;
        std::size_t end = letters_end(begin);
        if (end == begin || end - begin > 6) return;
        if (starts(text_, end, ".") || starts(text_, end, "_")) {
            std::size_t suffix = letters_end(end + 1);
            if (suffix > end + 1 && suffix - end <= 3 && ends_cashtag(suffix)) end = suffix;
        }
        if (ends_cashtag(end)) add(EntityKind::cashtag, {sign, end}, begin);
    }

    std::size_t letters_end(std::size_t at) const {
        while (at < text_.size() && ascii_letter(static_cast<unsigned char>(text_[at]))) ++at;
        return at;
    }

    bool ends_cashtag(std::size_t at) const {
        if (at >= text_.size()) return true;
        char32_t c = peek(text_, at);
        return is_space(c) ||
               (c < 0x80 && std::string_view("!'#%&()*+,\\-./:;<=>?@[]^_{|}~$").find(static_cast<char>(c)) !=
                                std::string_view::npos);
    }

    void add(EntityKind kind, Range range, std::size_t value) {
        found_.push_back({kind, range, std::string(text_.substr(value, range.end - value))});
    }

    // In the order of the text; of two that overlap the first one stays, and the link before all else.
    std::vector<Entity> sorted() {
        std::ranges::stable_sort(found_, {}, [](const Entity& e) { return e.range.begin; });
        std::vector<Entity> out;
        for (Entity& entity : found_)
            if (out.empty() || entity.range.begin >= out.back().range.end) out.push_back(std::move(entity));
        return out;
    }

    std::string_view text_;
    Handles handles_;
    std::vector<Entity> found_;
};

}  // namespace

std::vector<Entity> entities(std::string_view text, Handles handles) {
    return Finder(text, handles).find();
}

std::vector<std::string> values(const std::vector<Entity>& entities, EntityKind kind) {
    std::vector<std::string> out;
    for (const Entity& entity : entities)
        if (entity.kind == kind) out.push_back(entity.value);
    return out;
}

std::string target(std::string_view link) {
    std::string start = ascii_lowered(link.substr(0, 8));
    bool scheme = start.starts_with("http://") || start.starts_with("https://");
    return (scheme ? "" : "https://") + std::string(link);
}

}  // namespace text
