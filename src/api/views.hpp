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
#include "store/reactions.hpp"

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
    json::array person_rows(const std::vector<people::PersonRow>&);
    json::object suggestion(const people::Suggestion&);
    json::object attachment(const store::Attachment&);
    json::object message(const store::Message&);
    json::object deed(const store::Deed&);
    json::array reactions(const std::vector<store::Reaction>&);
    json::array messages(const std::vector<store::Message>&);
    json::object conversation_row(const inbox::Row&);
    json::array conversation_rows(const std::vector<inbox::Row>&);
    // Looks up at once what message() would look up for each of them.
    void prepare(const std::vector<store::Message>&);
    json::object record(const store::Record&);
    json::object prior(const people::PriorContact&);
    json::value draft(const std::optional<store::Draft>&);
    json::object channel(const store::Channel&);
    std::string member_name(Id member);
    const store::Channel* channel_of(Id channel);

private:
    static json::object reference(const store::Person&);
    json::value delivery(const store::Message&);
    json::value push(const store::Channel&);
    json::value reactions(const store::Message&);
    // Networks that know no such things are not asked.
    bool reacts(const store::Message&);
    void look_up_reactions(const std::vector<Id>& messages);
    json::array files(const store::Message&);
    std::optional<store::Identity> known_identity(Id);
    // The identities and the people behind them; returns the people.
    std::vector<Id> look_up_people(std::set<Id> identities);
    void look_up_elsewhere(const std::vector<Id>& people);
    std::int64_t elsewhere(Id person);
    bool drafted(Id conversation);

    static constexpr std::int64_t most_elsewhere = 50;

    db::Tx& tx_;
    const Call& call_;
    const Id workspace_;
    std::map<Id, std::optional<store::Channel>> channels_;
    std::map<Id, std::optional<store::Identity>> identities_;
    std::map<Id, json::value> people_;
    std::map<Id, std::int64_t> elsewhere_;
    std::map<Id, std::string> members_;
    std::map<Id, std::optional<store::Job>> jobs_;  // by message
    std::map<Id, std::vector<store::Attachment>> files_;
    std::map<Id, store::Tally> tallies_;  // by message, like the next
    std::map<Id, std::vector<store::Deed>> deeds_;
    std::optional<std::set<Id>> drafts_;
};

// The whole of a conversation as the thread shows it, once it is in the lists. Error{not_found}.
json::object conversation_details(Call&, Id);

}  // namespace api
