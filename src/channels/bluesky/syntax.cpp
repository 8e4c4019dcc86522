#include "channels/bluesky/syntax.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "base/encoding.hpp"
#include "base/time.hpp"

namespace channels::bluesky {
namespace {
using View = std::string_view;
constexpr View tid_letters = "234567abcdefghijklmnopqrstuvwxyz";
constexpr std::int64_t year_zero = -62'167'219'200'000;

bool lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool digit(char c) {
    return c >= '0' && c <= '9';
}
bool letter(char c) {
    return lower(c) || (c >= 'A' && c <= 'Z');
}
bool letter_or_digit(char c) {
    return letter(c) || digit(c);
}

bool every(View text, bool (*fits)(char)) {
    return std::all_of(text.begin(), text.end(), fits);
}

bool only(View text, View letters) {
    return text.find_first_not_of(letters) == text.npos;
}

std::vector<View> parts(View text, char between) {
    std::vector<View> all;
    for (std::size_t at = 0; at <= text.size();) {
        auto end = std::min(text.find(between, at), text.size());
        all.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return all;
}

// One label of a host name.
bool is_label(View text) {
    return !text.empty() && text.size() <= 63 && letter_or_digit(text.front()) &&
           letter_or_digit(text.back()) &&
           std::all_of(text.begin(), text.end(), [](char c) { return letter_or_digit(c) || c == '-'; });
}

bool is_variant(View text) {
    return (text.size() >= 5 && text.size() <= 8) || (text.size() == 4 && digit(text.front()));
}

std::string lowered(View text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

// Variants stand before the first extension; neither may come twice.
bool nothing_twice(const std::vector<View>& tags) {
    std::set<std::string> seen;
    bool extended = false;
    for (std::size_t at = 1; at < tags.size(); ++at) {
        auto tag = lowered(tags[at]);
        if (tag == "x") return true;
        bool counts = tag.size() == 1 || (!extended && is_variant(tag));
        if (counts && !seen.insert(tag).second) return false;
        extended = extended || tag.size() == 1;
    }
    return true;
}

// "1985-04-12T23:20:50.123Z" by the places of its signs.
bool looks_like_a_time(View text) {
    constexpr View shape = "0000-00-00T00:00:00";
    if (text.size() <= shape.size() || text.size() > 64) return false;
    for (std::size_t at = 0; at < shape.size(); ++at)
        if (shape[at] == '0' ? !digit(text[at]) : text[at] != shape[at]) return false;
    auto rest = text.substr(shape.size());
    if (rest.front() == '.') {
        auto end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
        if (end < 2 || end > 21) return false;
        rest.remove_prefix(end);
    }
    bool offset = rest.size() == 6 && (rest[0] == '+' || rest[0] == '-') && digit(rest[1]) &&
                  digit(rest[2]) && rest[3] == ':' && digit(rest[4]) && digit(rest[5]);
    return rest == "Z" || (offset && rest != "-00:00");
}
}  // namespace

bool is_did(View text) {
    if (text.size() > 2048 || !text.starts_with("did:")) return false;
    auto rest = text.substr(4);
    auto colon = rest.find(':');
    if (colon == rest.npos || colon == 0 || !every(rest.substr(0, colon), lower)) return false;
    auto value = rest.substr(colon + 1);
    return !value.empty() && value.back() != ':' && value.back() != '%' &&
           std::all_of(value.begin(), value.end(),
                       [](char c) { return letter_or_digit(c) || View("._:%-").find(c) != View::npos; });
}

bool is_handle(View text) {
    auto labels = parts(text, '.');
    return text.size() <= 253 && labels.size() >= 2 && std::all_of(labels.begin(), labels.end(), is_label) &&
           letter(labels.back().front());
}

bool is_at_identifier(View text) {
    return is_did(text) || is_handle(text);
}

bool is_nsid(View text) {
    auto labels = parts(text, '.');
    return text.size() <= 317 && labels.size() >= 3 && std::all_of(labels.begin(), labels.end(), is_label) &&
           letter(labels.front().front()) && letter(labels.back().front()) &&
           every(labels.back(), letter_or_digit);
}

bool is_record_key(View text) {
    return !text.empty() && text.size() <= 512 && text != "." && text != ".." &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return letter_or_digit(c) || View("_~.:-").find(c) != View::npos; });
}

bool is_tid(View text) {
    return text.size() == 13 && only(text, tid_letters) && tid_letters.find(text.front()) < 16;
}

// CIDs of version 1 in whatever base; those of version 0 are not used here.
bool is_cid(View text) {
    return text.size() >= 8 && text.size() <= 256 && !text.starts_with("Qmb") &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return letter_or_digit(c) || c == '+' || c == '='; });
}

bool is_datetime(View text) {
    if (!looks_like_a_time(text)) return false;
    auto time = Time::parse(text);
    return time && time->ms >= year_zero;
}

bool is_language(View text) {
    auto tags = parts(text, '-');
    auto fit = [](View tag) { return !tag.empty() && tag.size() <= 8 && every(tag, letter_or_digit); };
    if (!std::all_of(tags.begin(), tags.end(), fit)) return false;
    bool priv = (tags[0] == "x" || tags[0] == "X" || tags[0] == "i") && tags.size() > 1;
    bool usual = (tags[0].size() == 2 || tags[0].size() == 3) && every(tags[0], lower);
    return priv || (usual && nothing_twice(tags));
}

bool is_uri(View text) {
    auto colon = text.find(':');
    if (text.size() > 8192 || colon == text.npos || colon == 0 || colon > 81) return false;
    auto scheme = text.substr(0, colon), rest = text.substr(colon + 1);
    return lower(scheme.front()) && !rest.empty() &&
           std::all_of(scheme.begin(), scheme.end(),
                       [](char c) { return lower(c) || c == '.' || c == '-'; }) &&
           std::all_of(rest.begin(), rest.end(), [](char c) { return c > ' ' && c <= '~'; });
}

std::string AtUri::text() const {
    return "at://" + authority + (collection.empty() ? "" : "/" + collection) +
           (key.empty() ? "" : "/" + key);
}

std::optional<AtUri> at_uri(View text) {
    if (text.size() > 8192 || !text.starts_with("at://")) return std::nullopt;
    auto all = parts(text.substr(5), '/');
    bool fits = all.size() <= 3 && is_at_identifier(all[0]) && (all.size() < 2 || is_nsid(all[1])) &&
                (all.size() < 3 || is_record_key(all[2]));
    if (!fits) return std::nullopt;
    return AtUri{std::string(all[0]), all.size() > 1 ? std::string(all[1]) : "",
                 all.size() > 2 ? std::string(all[2]) : ""};
}

// 53 bits of microseconds and 10 that tell apart: of the 21 low bits of an id all but one find room.
std::string tid(Id id) {
    auto low = static_cast<std::uint64_t>(id.value) & ((1u << Id::low_bits) - 1);
    auto micros = static_cast<std::uint64_t>(id.time().ms) * 1000 + (low >> 10) % 1000;
    auto bits = micros << 10 | (low & 1023);
    std::string text(13, '2');
    for (std::size_t at = text.size(); at-- > 0; bits >>= 5) text[at] = tid_letters[bits & 31];
    return text;
}

json::object describe(View line) {
    constexpr std::pair<View, bool (*)(View)> kinds[] = {
        {"did", is_did},
        {"handle", is_handle},
        {"at-identifier", is_at_identifier},
        {"nsid", is_nsid},
        {"record-key", is_record_key},
        {"tid", is_tid},
        {"at-uri", [](View text) { return at_uri(text).has_value(); }},
        {"cid", is_cid},
        {"datetime", is_datetime},
        {"language", is_language},
        {"uri", is_uri}};
    json::array found;
    for (auto [name, is] : kinds)
        if (is(line)) found.emplace_back(name);
    return {{"text", to_utf8(line)}, {"kinds", std::move(found)}};
}
}  // namespace channels::bluesky
