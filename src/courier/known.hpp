#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/message.hpp"
#include "store/conversations.hpp"
#include "store/identities.hpp"
#include "store/messages.hpp"

namespace courier {

// What taking a batch in asks the store about each of its items, asked once for all of them and kept true
// while they go in. Lives as long as the transaction of its change, which nobody else writes in.
class Known {
public:
    // `import`: the run that these items come from, if any.
    Known(store::Change&, Id channel, const std::vector<model::Inbound>&, Id import);

    // Where the message with this remote id is; it must be of the batch or named by it.
    std::optional<store::Located> message(const std::string& remote_id) const;
    void add(const std::string& remote_id, store::Located);

    store::Identity meet(const model::Handle&);  // an author or recipient of the batch
    std::optional<store::Identity> identity(const model::Handle&) const;
    void join(Id conversation, Id identity);

    // The conversation that waits for this message, if any.
    Id awaiting(const std::string& remote_id) const;
    Id await(const std::string& remote_id, Id conversation);
    void arrived(const std::string& remote_id);
    void merge(Id from, Id into);

    // True once for each conversation, and again when another was merged into it.
    bool first_sight(Id conversation) { return seen_.insert(conversation).second; }

private:
    void look_up_messages(const std::vector<model::Inbound>&);
    void look_up_identities(const std::vector<model::Inbound>&);
    using HandleKey = std::pair<std::string, std::string>;

    store::Change& change_;
    const Id channel_, import_;
    std::unordered_map<std::string, store::Located> messages_;
    std::unordered_map<std::string, Id> awaiting_;
    std::map<HandleKey, store::Identity> identities_;
    std::set<std::pair<Id, Id>> joined_;
    std::set<Id> seen_;
};

}  // namespace courier
