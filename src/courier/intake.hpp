#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "channels/connector.hpp"
#include "store/channels.hpp"
#include "store/files.hpp"
#include "store/store.hpp"

// The way in: what a channel read becomes what the house knows, in one transaction.
namespace courier {

struct Taken {
    std::int64_t added = 0, existing = 0, poison = 0;
};

class Intake {
public:
    // Both live longer than this.
    Intake(const store::Store& store, const store::Files& files) : store_(store), files_(files) {}

    // Stores a batch: identities and conversations, messages (unique by their remote id in the channel),
    // poison, deletions, events and, when given, the cursor. All or nothing, so that stopping anywhere
    // loses nothing and doubles nothing. Files are kept first; they hurt nobody when the rest fails.
    Taken take(const store::Actor&, Id channel, channels::Batch, const std::optional<channels::Cursor>& = {},
               Id import = {}) const;
    // The same for what a system pushed, under the number it gave: what was taken whole under it before is
    // not taken again.
    Taken take_push(const store::Actor&, Id channel, channels::Pushed) const;

private:
    const store::Store& store_;
    const store::Files& files_;
};

}  // namespace courier
