#include "api/test_shapes.hpp"
#include "api/test_world.hpp"

// Every route × every role × two workspaces, made from the routes table: what is refused writes
// nothing and leaks nothing, what is allowed works and answers in the shape it promises.
namespace api {
namespace {
class Routes : public EachWorld {
protected:
    net::Response call(const Caller& who, const Route& route, const World& world) {
        return send(who, route.method, world.path(route), world.body(route));
    }

    // Those who have no business in this world at all.
    std::vector<Caller> strangers(const World& world, const World& elsewhere) {
        auto id = world.owner.workspace.text();
        Caller nobody{.name = "public", .workspace = id};
        Caller forged{.name = "forged session", .session = std::string(43, 'x'), .workspace = id};
        Caller unknown{.name = "unknown key", .key = "rk_" + std::string(43, 'x'), .workspace = id};
        auto visitor = elsewhere.sessions.at(store::Role::owner),
             program = elsewhere.keys.at(store::Role::owner);
        visitor.name = "owner of elsewhere", visitor.workspace = id;
        program.name = "key of elsewhere", program.workspace = id;
        return {nobody,
                forged,
                unknown,
                visitor,
                program,
                former(world, Leaving::disabled),
                former(world, Leaving::removed),
                logged_out(world),
                revoked(world)};
    }

    enum class Leaving { disabled, removed };
    Caller former(const World& world, Leaving how) {
        auto actor = join(world.owner, fmt::format("former{}", static_cast<int>(how)), store::Role::owner);
        auto caller = session_of(actor);
        caller.name = how == Leaving::disabled ? "disabled owner" : "removed owner";
        if (how == Leaving::disabled)
            rooms->accounts.disable(world.owner, actor.member);
        else
            rooms->accounts.remove(world.owner, actor.member);
        return caller;
    }
    Caller logged_out(const World& world) {
        auto caller = session_of(world.owner);
        caller.name = "logged out owner";
        rooms->sessions.end(rooms->sessions.find(caller.session)->hash);
        return caller;
    }
    Caller revoked(const World& world) {
        auto added = rooms->keys.add(world.owner, "revoked", store::Role::owner);
        rooms->keys.revoke(world.owner, added.key.id);
        return {.name = "revoked key", .key = added.secret};
    }
};
RAPPORT_EACH_DATABASE(Routes);

bool refused(int status) {
    return status == 401 || status == 403 || status == 404;
}

TEST_P(Routes, refuse_whoever_has_no_business_there_and_write_nothing) {
    auto here = world("quince"), elsewhere = world("plum");
    auto outside = strangers(here, elsewhere);
    for (const auto& route : routes()) {
        if (route.access.open) continue;
        auto before = dump();
        auto denied = outside;
        for (const auto& caller : callers(here)) {
            auto role = store::role(caller.name.substr(0, caller.name.find(' ')));
            if (*role < route.access.least) denied.push_back(caller);
        }
        for (const auto& caller : denied) {
            auto response = call(caller, route, here);
            EXPECT_TRUE(refused(response.status))
                << title(route) << " as " << caller.name << ": " << response.status;
            EXPECT_EQ(response.body.find("quince"), std::string::npos)
                << title(route) << " as " << caller.name;
            EXPECT_FALSE(response.stream) << title(route) << " as " << caller.name;
        }
        ASSERT_EQ(difference(before, dump()), "") << title(route) << " wrote for somebody it refused";
    }
}

TEST_P(Routes, show_and_change_nothing_of_another_workspace_under_its_ids) {
    auto here = world("quince"), elsewhere = world("plum");
    for (const auto& route : routes()) {
        if (route.access.open) continue;
        auto before = dump(here.owner.workspace);
        for (const auto* callers : {&elsewhere.sessions, &elsewhere.keys}) {
            auto caller = callers->at(store::Role::owner);
            auto response = call(caller, route, here);
            if (route.pattern.find("{id}") != route.pattern.npos) {
                EXPECT_TRUE(refused(response.status)) << title(route) << ": " << response.status;
            }
            // What he typed himself may come back; what he did not know may not.
            for (auto secret : {"Ana quince", "quince tart", "ana@quince", "owner@quince"})
                EXPECT_EQ(response.body.find(secret), std::string::npos) << title(route) << response.body;
        }
        ASSERT_EQ(difference(before, dump(here.owner.workspace)), "")
            << title(route) << " changed another workspace";
    }
}

TEST_P(Routes, refuse_ids_of_another_workspace_inside_a_body) {
    auto here = world("quince"), elsewhere = world("plum");
    for (const auto& route : routes()) {
        if (route.access.open || route.request.empty()) continue;
        auto before = dump(here.owner.workspace);
        auto caller = elsewhere.sessions.at(store::Role::owner);
        auto response = send(caller, route.method, elsewhere.path(route), here.body(route));
        EXPECT_EQ(response.body.find("Ana quince"), std::string::npos)
            << title(route) << ": " << response.body;
        ASSERT_EQ(difference(before, dump(here.owner.workspace)), "")
            << title(route) << " changed another workspace";
    }
}

TEST_P(Routes, refuse_a_cookie_that_another_site_makes_the_browser_send) {
    auto here = world("quince");
    auto caller = here.sessions.at(store::Role::owner);
    for (const net::Headers& from :
         {net::Headers{{"Sec-Fetch-Site", "cross-site"}}, net::Headers{{"Sec-Fetch-Site", "same-site"}},
          net::Headers{{"Origin", "https://evil.example"}}, net::Headers{{"Origin", "null"}},
          net::Headers{{"Origin", "https://evilrapport.example"}}, net::Headers{}}) {
        caller.more = from;
        auto before = dump();
        for (const auto& route : routes()) {
            if (route.method == net::Method::get || route.access.open) continue;
            EXPECT_EQ(call(caller, route, here).status, 403) << title(route);
        }
        ASSERT_EQ(difference(before, dump()), "");
    }
}

// Routes that have a reason of their own not to say 2xx here.
int promised(const Route& route) {
    auto which = title(route);
    if (which == "POST /api/setup") return 409;
    if (which == "POST /hooks/{key}") return 400;                  // nobody has signed it
    if (which == "POST /api/channels/{id}/secret") return 409;     // a feed has none
    if (which == "GET /api/authorisations/callback") return 303;   // to the page that says what came of it
    if (which == "PATCH /api/attachments/{id}") return 409;        // this one came with a message
    if (which == "POST /api/authorisations") return 400;           // nobody answers at that address
    if (which == "GET /api/authorisations/{id}") return 404;       // another member has begun it
    if (which == "POST /api/identities/{id}/history") return 503;  // nobody answers there either
    if (which == "POST /api/quarantine/{id}/retry") return 409;    // these bytes are still no message
    if (which == "GET /api/messages/{id}/image") return 404;       // this mail shows none
    bool for_everybody = route.pattern.ends_with("/window") || route.pattern.ends_with("/try") ||
                         which == "POST /chat/{key}/session";
    if (route.access.visitor && !for_everybody) return 401;  // a member is no visitor
    if (route.pattern == "/confirm/{token}") return 404;     // an invitation's word is no link of theirs
    return success(route);
}

TEST_P(Routes, let_in_the_least_role_and_answer_in_the_promised_shape) {
    int n = 0;
    for (const auto& route : routes()) {
        if (title(route) == "POST /api/imports" && !channels::format("mbox")) continue;
        for (bool by_key : {false, true}) {
            auto here = world(fmt::format("quince{}", n++));
            auto caller = by_key ? here.keys.at(route.access.least) : here.sessions.at(route.access.least);
            auto response = call(caller, route, here);
            auto status = promised(route);
            if (by_key && response.status == 403) continue;
            EXPECT_EQ(response.status, status) << title(route) << ": " << response.body;
            if (response.status < 300 && !route.response.empty() && !is_media_type(route.response)) {
                EXPECT_EQ(misfit(route.response, content(response)), "") << title(route) << response.body;
            }
        }
    }
}

TEST_P(Routes, are_all_covered_by_an_example) {
    auto here = world("quince");
    for (const auto& route : routes()) {
        EXPECT_EQ(here.path(route).find('{'), std::string::npos)
            << title(route) << " has no example of its path";
        if (route.request.empty()) continue;
        auto body = json::parse(here.body(route));
        ASSERT_TRUE(body) << title(route) << " has no example of its body";
        EXPECT_EQ(misfit(route.request, *body), "") << title(route);
    }
}
}  // namespace
}  // namespace api
