#pragma once
#include <string_view>

#include "store/hooks.hpp"

namespace courier {

// Of more events than this waiting for one hook nobody will make good use.
inline constexpr std::int64_t most_waiting = 100'000;

// Nothing is sent to a hook any more until a member resumes it; `why` is a sentence for admins.
void stop_hook(store::Change&, const store::Hook&, std::string_view why);

// Stops the hooks that cannot keep up and gives up what waits for them, so that the database does not fill.
void stop_overfull_hooks(const store::Store&, std::int64_t most = most_waiting);

}  // namespace courier
