#include "courier/hook_stop.hpp"

#include "base/log.hpp"
#include "store/accounts_audit.hpp"
#include "store/hook_deliveries.hpp"

namespace courier {
void stop_hook(store::Change& change, const store::Hook& hook, std::string_view why) {
    store::pause_hook(change, hook.id, why);
    store::audit(change, "hook_paused", hook.url, {{"why", why}});
    logging::warning("hook_paused", {{"hook", hook.id.text()}});
}

void stop_overfull_hooks(const store::Store& house, std::int64_t most) {
    auto overfull = house.read([&](db::Tx& tx) { return store::overfull_hooks(tx, most); });
    auto why = fmt::format(
        "More than {} events waited: the address does not keep up. They were given up, and nothing has been "
        "sent since.",
        most);
    for (const auto& each : overfull)
        house.change(store::Actor::system(each.workspace), [&](store::Change& change) {
            auto hook = store::hook(change.tx, each.workspace, each.hook);
            if (!hook || hook->paused_at) return;
            store::give_up_hook_deliveries(change, each.hook);
            stop_hook(change, *hook, why);
        });
}
}  // namespace courier
