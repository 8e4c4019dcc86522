#pragma once
#include "channels/connector.hpp"
#include "channels/email/mailbox.hpp"
#include "channels/email/settings.hpp"

namespace channels::email {

// A mailbox: IMAP in, SMTP out. next() and the rest share no connection, so that a send need not wait for a
// pushed mail: they may be called from two threads at once.
class MailConnector final : public Connector {
public:
    MailConnector(const ChannelConfig&, const Surroundings&);

    Batch next(const Cursor& since) override;
    Receipt send(const model::Outgoing&) override;
    // `found` in the folder for sent mail; never `absent`, as most servers put nothing there by themselves.
    Sighting look_for(const model::Outgoing&) override;
    std::vector<model::Inbound> probe(std::size_t count) override;
    void stop() override;

private:
    std::string copy_to_sent(const model::Outgoing&, const std::string& bytes) const;

    Surroundings around_;
    Settings settings_;
    MailboxReader reader_;
};

}  // namespace channels::email
