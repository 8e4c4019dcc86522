#pragma once
#include <functional>
#include <string>

#include "courier/opening.hpp"
#include "store/hook_deliveries.hpp"
#include "store/hooks.hpp"

namespace courier {

// What an event says to somebody who reads the API of the workspace, as it is at this moment.
using HookData = std::function<json::object(db::Tx&, Id workspace, const model::Entry&)>;

// How long a node that falls silent keeps what it is posting; longer than one request may take.
inline constexpr std::int64_t hook_lease_ms = minute_ms;
// How often an event is tried: at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h,
// as Standard Webhooks advises.
inline constexpr std::int64_t hook_tries = 10;
// A hook that takes nothing for so long is paused.
inline constexpr std::int64_t hook_patience_ms = 3 * day_ms;

// Posts events to other systems, at least once each, with the same webhook-id every time. Any thread.
class HookSender {
public:
    HookSender(const Post& post, HookData data, std::string owner)
        : post_(post), data_(std::move(data)), owner_(std::move(owner)) {}

    enum class Went { nothing_due, well, badly };
    // Sends the oldest event that is due for this hook.
    Went step(const store::DueHook&) const;

private:
    // What came of one try; `again_at`: when the other side asks us to come again.
    struct Said {
        store::HookAttempt attempt;
        bool taken = false, gone = false;
        Time again_at = {};
    };
    json::object data(const store::HookDelivery&) const;
    std::string body(const store::HookDelivery&) const;
    void post(const net::Fetch&, Said&) const;
    Said say(const store::Hook&, const store::HookDelivery&) const;
    void write_down(const store::HookDelivery&, const Said&) const;
    Time next_try(const store::HookDelivery&, const Said&, Time now) const;

    const Post& post_;
    const HookData data_;
    const std::string owner_;
};

}  // namespace courier
