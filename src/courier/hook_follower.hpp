#pragma once
#include "store/hooks.hpp"

namespace courier {

// Reads the journal of a workspace once for all of its hooks and queues what each of them hears. How far it
// has read is kept in the same transaction, so that stopping anywhere loses nothing and doubles nothing.
class HookFollower {
public:
    explicit HookFollower(const store::Store& store) : store_(store) {}
    // Reads on a piece; false when there was nothing new here for this node to read.
    bool step(Id workspace) const;

private:
    const store::Store& store_;
};

}  // namespace courier
