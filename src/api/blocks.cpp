#include "api/routes.hpp"
#include "store/accounts_audit.hpp"
#include "store/identities.hpp"
#include "store/visitors.hpp"

// Not wanting to hear from somebody any more.
namespace api {
namespace {
store::Identity existing(store::Change& change, Id id) {
    auto known = store::identity(change.tx, change.workspace, id);
    if (!known) throw Error{Code::not_found, "This handle does not exist."};
    const auto* network = channels::network(known->network);
    if (!network || !network->visits)
        throw Error{Code::conflict, "Only somebody who writes in your own chat can be kept out here."};
    return *known;
}

net::Response block(Call& call) {
    call.change([&](store::Change& change) {
        auto known = existing(change, call.id());
        if (store::block(change, known.id)) store::audit(change, "visitor_blocked", known.handle);
    });
    return nothing();
}

net::Response unblock(Call& call) {
    call.change([&](store::Change& change) {
        auto known = existing(change, call.id());
        if (store::unblock(change, known.id)) store::audit(change, "visitor_unblocked", known.handle);
    });
    return nothing();
}

constexpr Route all[] = {
    {net::Method::put, "/api/identities/{id}/block", agent, block, "Hear no more from a visitor of the chat"},
    {net::Method::del, "/api/identities/{id}/block", agent, unblock, "Let the visitor write again"},
};
}  // namespace

std::span<const Route> block_routes() {
    return all;
}
}  // namespace api
