#pragma once
#include <filesystem>

#include "api/handler.hpp"
#include "api/live.hpp"
#include "api/routes.hpp"
#include "api/uploads.hpp"
#include "store/test_store.hpp"

// For tests only: the real handler on either database, without a socket.
namespace api {

// Keeps the lists up to the journal, as the server does.
class Following {
public:
    Following(store::Store&, store::Indexer&, listening::Follower&);
    ~Following();

private:
    store::Indexer& indexer_;
    listening::Follower& topics_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false, news_ = true;
    std::shared_ptr<void> hears_;
    std::thread thread_;
};

// Everything an App stands on, in the order of construction.
struct Rooms {
    Rooms(store::Store&, store::Indexer&, store::Search&, Random&, net::GuardRules);
    ~Rooms();

    const std::filesystem::path folder;
    Seal seal{std::string(Seal::key_bytes, 's')};
    store::Passwords passwords{store::PasswordCost::least()};
    store::Means means;
    store::Accounts accounts{means};
    store::Sessions sessions{means};
    store::Invitations invitations{means};
    store::ApiKeys keys{means};
    store::Idempotency idempotency{means};
    store::Files files;
    net::HttpOptions trust;
    std::unique_ptr<net::Http> http;
    std::unique_ptr<net::Mailer> mailer;
    channels::Surroundings surroundings;
    courier::Post post;
    listening::Follower topics;
    Following following;
    Live live;
    Uploads uploads;
    net::RateLimit by_address, by_account;
    App app;
};

// How somebody proves who he is.
struct Caller {
    std::string name = "public";
    std::string session = {};    // cookie
    std::string key = {};        // Bearer
    std::string workspace = {};  // Rapport-Workspace
    net::Headers more = {};
};

class EachApi : public store::EachStore {
protected:
    void SetUp() override;
    void TearDown() override;

    // The owner of a new workspace; the first one sets the house up.
    store::Actor found(std::string_view name);
    store::Actor join(const store::Actor& owner, std::string_view name, store::Role);
    // Logs in behind the password form, in the actor's workspace.
    Caller session_of(const store::Actor&);

    net::Response send(const Caller&, net::Method, std::string path_and_query, std::string body = {});
    net::Response send(const Caller& who, net::Method method, std::string path, const json::value& body) {
        return send(who, method, std::move(path), json::serialize(body));
    }
    net::Response get(const Caller& who, std::string path) {
        return send(who, net::Method::get, std::move(path));
    }
    static json::value content(const net::Response& response) {
        return json::parse(response.body).value_or(nullptr);
    }

    // Every row of every table (of one workspace), for seeing that nothing was written.
    std::vector<std::string> dump(Id workspace = {});
    // The rows that came or went; "" when nothing did.
    static std::string difference(const std::vector<std::string>& before,
                                  const std::vector<std::string>& after);

    static constexpr std::string_view password = "pain au levain";
    std::optional<store::Actor> founder;
    net::GuardRules rules = {};
    std::unique_ptr<Rooms> rooms;
};

}  // namespace api
