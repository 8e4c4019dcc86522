#include "api/once.hpp"

#include "api/app.hpp"
#include "base/encoding.hpp"

namespace api {
Once::Once(const App& app, std::string key, const store::Idempotency::Done* done)
    : seal_(app.seal), key_(std::move(key)), stored_(done ? done->outcomes : app.idempotency.node()) {
    if (!done) return;
    auto closed = from_base64(stored_);
    auto plain = closed ? seal_.open(*closed) : std::nullopt;
    auto parsed = plain ? json::parse(*plain) : std::nullopt;
    if (!parsed)
        throw Error{Code::conflict,
                    "This was done, but its answer cannot be made again because the key file is another."};
    for (const auto& each : parsed->as_array()) known_.emplace_back(each.as_string());
}

// Sealed, because an outcome may hold what a member wrote.
std::string Once::mark(store::Change& change, std::string outcome) const {
    json::array all(known_.begin(), known_.end());
    all.emplace_back(std::move(outcome));
    auto sealed = base64(seal_.close(json::serialize(all)));
    store::mark_done(change, key_, stored_, sealed);
    return sealed;
}
}  // namespace api
