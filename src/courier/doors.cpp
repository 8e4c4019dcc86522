#include "courier/doors.hpp"

#include <algorithm>

namespace courier {
namespace {
constexpr std::int64_t first_retry_ms = 30 * second_ms, last_retry_ms = 60 * minute_ms, most_attempts = 20;
}

channels::Connector& Doors::of(const store::Channel& channel) {
    auto& held = open_[channel.id];
    bool same = held.connector && held.options == channel.options &&
                (held.secrets == channel.secrets || renewed_by_itself(post_, channel));
    if (!same) held = {channel.options, channel.secrets, open(post_, channel)};
    return *held.connector;
}

bool try_again(const store::Job& job, const channels::ChannelError& error) {
    return error.fault() == channels::Fault::retry_later && job.attempts < most_attempts;
}

Time next_try(const store::Job& job, const channels::ChannelError& error, Time now) {
    if (error.retry_at()) return error.retry_at();
    return now + std::min(last_retry_ms, first_retry_ms << std::min<std::int64_t>(job.attempts - 1, 10));
}
}  // namespace courier
