#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "courier/known.hpp"

namespace courier {

// Whether `seen` over there is what a member wrote here; names may have been put before it.
bool is_what_we_wrote(std::string_view wrote, std::string_view seen);

// What left this house through one channel and comes back to it. Lives as long as the transaction of its
// change.
class ComingBack {
public:
    ComingBack(store::Change& change, Id channel) : change_(change), channel_(channel) {}

    // True when the item is a message of ours: by its key, where a network carries one, or else by saying the
    // same in the same place as a send whose end we have not seen. It tells us how it is known over there,
    // and that it was sent, whatever we believed; what is being sent this moment its sender settles.
    bool take(Known&, const model::Inbound&);

private:
    std::optional<store::Message> by_words(const model::Inbound&);
    bool says_the_same(const store::Message& own, const model::Inbound&);

    store::Change& change_;
    const Id channel_;
    std::optional<std::vector<store::Message>> unsettled_;  // looked up when first wanted
};

}  // namespace courier
