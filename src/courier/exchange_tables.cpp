#include "courier/exchange_tables.hpp"

namespace courier {
namespace {
constexpr ExchangeTable all[] = {
    {"channel", "channel",
     "id:id network:text name:text options:json paused_at:time? imported:flag created_at:time "
     "removed_at:time?"},
    {"person", "person", "id:id name:text roles:json note:text created_at:time"},
    {"identity", "identity",
     "id:id network:text handle:text name:text avatar_url:text? created_at:time "
     "shown:text?",
     "name_key=name_key(name) handle_key=handle_key(handle)"},
    {"link", "link",
     "id:id identity:id=identity_id person:id=person_id evidence:json score:real by:text=made_by at:time "
     "merge:id?=merge_id"},
    {"unlink", "unlink", "link:id=link_id by:text=made_by why:text at:time"},
    {"merge", "person_merge",
     "id:id survivor:id=survivor_id other:id=other_id by:text=made_by at:time undone_by:text? "
     "undone_at:time?"},
    {"suggestion", "suggestion",
     "id:id person:id=person_id identity:id=identity_id evidence:json score:real at:time decision:text? "
     "decided_by:text? decided_at:time?"},
    {"claim", "claim",
     "id:id identity:id=identity_id kind:text says:text network:text? verified:flag at:time "
     "weighed_at:time?"},
    {"claim_target", "claim_target", "network:text handle:text claim:id=claim_id"},
    {"apart", "apart", "first:id=first_id second:id=second_id by:text=made_by why:text at:time"},
    {"confirmation", "confirmation",
     "id:id first:id=first_id second:id=second_id state:text asked_by:text member:id?=member_id base:text "
     "in_full:flag first_message:id?=first_message_id second_message:id?=second_message_id wrong:int "
     "asked_at:time first_at:time? ended_at:time? expires_at:time"},
    {"conversation", "conversation",
     "id:id channel:id=channel_id subject:text key:text? created_at:time merged_into:id?"},
    {"message", "message",
     "id:id conversation:id=conversation_id channel:id=channel_id remote_id:text? author:id?=author_id "
     "member:id?=member_id "
     "recipient:id?=recipient_id direction:text visibility:text kind:text sent_at:time received_at:time "
     "reply_to:id? "
     "reply_to_remote:text? subject:text text:text html:text? quoted:text? signature:text? "
     "language:text? url:text? extra:json? "
     "import:id?=import_id deleted_at:time? edited_at:time? audience:text? heard:flag~"},
    {"edit", "message_edit",
     "id:id message:id=message_id at:time member:id?=member_id subject:text text:text html:text?"},
    {"reaction", "reaction",
     "id:id channel:id=channel_id remote_id:text identity:id=identity_id kind:text target:id?=target_id "
     "target_remote:text? at:time undone_at:time?"},
    {"deed", "deed",
     "id:id channel:id=channel_id act:text undo:flag message:id?=message_id identity:id?=identity_id "
     "member:id?=member_id by:text=made_by at:time job:id=job_id remote_id:text? subject:text? "
     "text:text?"},
    {"awaited", "awaited", "channel:id=channel_id remote_id:text conversation:id=conversation_id"},
    {"participant", "participant", "conversation:id=conversation_id identity:id=identity_id"},
    {"attachment", "attachment",
     "id:id message:id?=message_id name:text media_type:text content_id:text? inline:flag=is_inline "
     "description:text size:int sha256:text created_at:time"},
    {"source", "source", "message:id=message_id sha256:text"},
    {"record", "conversation_record",
     "id:id conversation:id=conversation_id kind:text by:text=made_by member:id?=member_id at:time "
     "value:text value_id:id? bulk:id?=bulk_id"},
    {"bulk", "bulk",
     "id:id action:text value:text by:text=made_by member:id?=member_id at:time undone_at:time?"},
    {"label", "label", "name:text created_at:time"},
    {"delivery", "job",
     "id:id kind:text state:text channel:id?=channel_id message:id?=message_id payload:json run_at:time "
     "attempts:int error:text? changed_at:time"},
    {"visitor", "visitor",
     "id:id channel:id=channel_id handle:text name:text email:text? carry_on_at:time? vouched:json? "
     "created_at:time expires_at:time seen_at:time wrote_at:time? carried_to:id? carried_remote:text?"},
    {"block", "block",
     "id:id identity:id=identity_id by:text=made_by at:time undone_by:text? undone_at:time?"},
    {"draft", "draft",
     "conversation:id=conversation_id member:id=member_id text:text html:text? internal:flag "
     "attachments:json updated_at:time"},
    {"reading", "reading",
     "member:id=member_id conversation:id=conversation_id message:id=message_id at:time"},
    {"saved_view", "saved_view", "id:id member:id=member_id name:text query:text shared:flag"},
    {"topic", "topic",
     "id:id name:text query:text goal:text owner:id?=owner_id review_on:time? by:text=made_by "
     "created_at:time changed_at:time removed_at:time?"},
    {"audit", "audit", "id:id at:time actor:text actor_id:id? action:text target:text details:json"},
};
}  // namespace

std::span<const ExchangeTable> exchange_tables() {
    return all;
}
}  // namespace courier
