#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "api/app.hpp"
#include "inbox/list.hpp"
#include "people/contact.hpp"
#include "people/people.hpp"
#include "people/suggest.hpp"
#include "store/channels.hpp"
#include "store/conversations.hpp"
#include "store/drafts.hpp"
#include "store/identities.hpp"
#include "store/jobs.hpp"
#include "store/messages.hpp"

// How the API shows what the store holds: one function for each shape of the contract.
namespace api {

json::value id_or_null(Id);
json::value time_or_null(Time);
json::value text_or_null(std::string_view);
// {items, next}
json::object page(json::array items, std::string_view next);

// Looks up names as it goes, each once. For one transaction on the truth and one request.
class Views {
public:
    Views(db::Tx& truth, const Call& call) : tx_(truth), call_(call), workspace_(call.actor.workspace) {}

    json::object identity(const store::Identity&);
    json::value identity(Id);  // null when none
    json::value person_ref(Id person);
    json::object link(const store::Link&);
    json::object person(const store::Person&);
    json::object person_row(const people::PersonRow&);
    json::object suggestion(const people::Suggestion&);
    json::object attachment(const store::Attachment&);
    json::object message(const store::Message&);
    json::object conversation_row(const inbox::Row&);
    json::array conversation_rows(const std::vector<inbox::Row>&);
    json::object record(const store::Record&);
    json::object prior(const people::PriorContact&);
    json::value draft(const std::optional<store::Draft>&);
    json::object channel(const store::Channel&);
    std::string member_name(Id member);
    const store::Channel* channel_of(Id channel);

private:
    json::value delivery(const store::Message&);
    std::optional<store::Identity> known_identity(Id);
    void look_up_people(const std::vector<inbox::Row>&);
    void look_up_elsewhere(const std::vector<Id>& people);
    std::int64_t elsewhere(Id person);
    bool drafted(Id conversation);

    db::Tx& tx_;
    const Call& call_;
    const Id workspace_;
    std::map<Id, std::optional<store::Channel>> channels_;
    std::map<Id, std::optional<store::Identity>> identities_;
    std::map<Id, json::value> people_;
    std::map<Id, std::int64_t> elsewhere_;
    std::map<Id, std::string> members_;
    std::optional<std::set<Id>> drafts_;
};

// The whole of a conversation as the thread shows it, once it is in the lists. Error{not_found}.
json::object conversation_details(Call&, Id);

}  // namespace api
