#include "api/views.hpp"

// What the items of a list need is looked up for all of them at once.
namespace api {

std::vector<Id> Views::look_up_people(std::set<Id> identities) {
    std::vector<Id> ids, people;
    for (auto id : identities)
        if (id && !identities_.contains(id)) ids.push_back(id);
    if (ids.empty()) return people;
    for (auto& found : store::identities(tx_, workspace_, ids)) {
        people.push_back(found.person);
        identities_[found.id] = std::move(found);
    }
    for (const auto& found : store::people(tx_, workspace_, people)) people_[found.id] = reference(found);
    return people;
}

// A person with one handle takes part in as many conversations as the handle; of the others each is counted
// once.
void Views::look_up_elsewhere(const std::vector<Id>& people) {
    std::map<Id, int> handles;
    for (const auto& [person, conversations] :
         store::conversation_counts(tx_, workspace_, people, most_elsewhere)) {
        elsewhere_[person] = std::max<std::int64_t>(0, conversations - 1);
        ++handles[person];
    }
    for (auto [person, count] : handles)
        if (count > 1) elsewhere_.erase(person);
}

json::array Views::conversation_rows(const std::vector<inbox::Row>& rows) {
    std::set<Id> identities;
    for (const auto& row : rows) identities.insert(row.identity);
    look_up_elsewhere(look_up_people(std::move(identities)));
    json::array out;
    out.reserve(rows.size());
    for (const auto& row : rows) out.push_back(conversation_row(row));
    return out;
}

void Views::prepare(const std::vector<store::Message>& messages) {
    std::set<Id> identities;
    std::vector<Id> all, ours, reacting;
    for (const auto& m : messages) {
        identities.insert({m.author, m.recipient});
        all.push_back(m.id);
        files_[m.id], jobs_[m.id];
        if (m.direction == model::Direction::outbound) ours.push_back(m.id);
        if (reacts(m)) reacting.push_back(m.id);
    }
    look_up_people(std::move(identities));
    for (auto& [id, found] : store::attachments(tx_, workspace_, all)) files_[id] = std::move(found);
    look_up_reactions(reacting);
    if (ours.empty()) return;
    for (auto& [id, job] : store::jobs_of_messages(tx_, workspace_, ours)) jobs_[id] = std::move(job);
}

json::array Views::messages(const std::vector<store::Message>& all) {
    prepare(all);
    json::array out;
    out.reserve(all.size());
    for (const auto& m : all) out.push_back(message(m));
    return out;
}
}  // namespace api
