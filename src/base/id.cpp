#include "base/id.hpp"

#include <charconv>

namespace {
constexpr std::int64_t low_mask = (std::int64_t{1} << Id::low_bits) - 1;
constexpr std::int64_t last_millisecond = (std::int64_t{1} << 42) - 1;
}  // namespace

std::optional<Id> Id::parse(std::string_view text) {
    std::int64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool canonical = error == std::errc{} && end == text.data() + text.size() && value > 0 && text[0] != '0';
    return canonical ? std::optional(Id{value}) : std::nullopt;
}

Id Id::at(Time at, std::uint64_t low) {
    auto ms = std::clamp(at.ms, std::int64_t{1}, last_millisecond);
    return {(ms << low_bits) | (static_cast<std::int64_t>(low) & low_mask)};
}

std::string Id::text() const {
    return std::to_string(value);
}

Time Id::time() const {
    return {value >> low_bits};
}

Id Ids::next() {
    std::lock_guard lock(mutex_);
    // Half of the low range is left free, so that a burst within one millisecond can count on.
    auto fresh = Id::at(clock_.now(), random_.number() & (low_mask >> 1)).value;
    last_ = std::max(fresh, last_ + 1);
    return {last_};
}
