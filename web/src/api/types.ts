// Made by tools/generate from the tables in src/api; do not edit.
export interface paths {
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the first owner is still missing */
        get: operations["get_api_setup"];
        put?: never;
        /** Make the first workspace and its owner */
        post: operations["post_api_setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is logged in, and where */
        get: operations["get_api_session"];
        put?: never;
        /** Log in */
        post: operations["post_api_session"];
        /** Log out */
        delete: operations["delete_api_session"];
        options?: never;
        head?: never;
        /** Change one's name, password or preferences */
        patch: operations["patch_api_session"];
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one is logged in */
        get: operations["get_api_sessions"];
        put?: never;
        post?: never;
        /** Log out everywhere but in this browser */
        delete: operations["delete_api_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Log one of one's own browsers out */
        delete: operations["delete_api_sessions__name_"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an invitation is for */
        get: operations["get_api_invitations__token_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/{token}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Join by an invitation */
        post: operations["post_api_invitations__token__acceptance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's workspaces */
        get: operations["get_api_workspaces"];
        put?: never;
        /** Add a workspace */
        post: operations["post_api_workspaces"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename the workspace */
        patch: operations["patch_api_workspaces__id_"];
        trace?: never;
    };
    "/api/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The team */
        get: operations["get_api_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a member from the workspace */
        delete: operations["delete_api_members__id_"];
        options?: never;
        head?: never;
        /** Change a member's role, or end the membership for now */
        patch: operations["patch_api_members__id_"];
        trace?: never;
    };
    "/api/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invitations */
        get: operations["get_api_invitations"];
        put?: never;
        /** Invite somebody */
        post: operations["post_api_invitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation back */
        delete: operations["delete_api_invitations__id_"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API keys */
        get: operations["get_api_keys"];
        put?: never;
        /** Make an API key; its secret is shown this once */
        post: operations["post_api_keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key */
        delete: operations["delete_api_keys__id_"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what */
        get: operations["get_api_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom and what the audit log knows */
        get: operations["get_api_audit_choices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/networks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kinds of places that can be connected */
        get: operations["get_api_networks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Connected places */
        get: operations["get_api_channels"];
        put?: never;
        /** Connect a place */
        post: operations["post_api_channels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a connection without keeping it */
        post: operations["post_api_channels_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One connected place */
        get: operations["get_api_channels__id_"];
        put?: never;
        post?: never;
        /** Disconnect; what was said stays */
        delete: operations["delete_api_channels__id_"];
        options?: never;
        head?: never;
        /** Rename, reconfigure or pause a channel */
        patch: operations["patch_api_channels__id_"];
        trace?: never;
    };
    "/api/channels/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new secret for the system that calls this channel, shown this once; the one before is good for a day */
        post: operations["post_api_channels__id__secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try to connect now instead of later */
        post: operations["post_api_channels__id__retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/authorisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to log in at a network */
        post: operations["post_api_authorisations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/authorisations/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where networks send the member back to */
        get: operations["get_api_authorisations_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/authorisations/clients/{client}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who we are, for a network that is logged in at */
        get: operations["get_api_authorisations_clients__client_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/authorisations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What came of it */
        get: operations["get_api_authorisations__id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hooks/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Messages from a system of the company's own: one, or a list of at most 200, signed as Standard Webhooks says */
        post: operations["post_hooks__key_"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hook-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What webhooks can hear of */
        get: operations["get_api_hook_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Other systems that hear what happens here */
        get: operations["get_api_hooks"];
        put?: never;
        /** Tell another system from now on; its secret is shown this once */
        post: operations["post_api_hooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them */
        get: operations["get_api_hooks__id_"];
        put?: never;
        post?: never;
        /** Tell it nothing any more; its log goes too */
        delete: operations["delete_api_hooks__id_"];
        options?: never;
        head?: never;
        /** Change, pause or resume it */
        patch: operations["patch_api_hooks__id_"];
        trace?: never;
    };
    "/api/hooks/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new secret, shown this once; for a day everything is signed with the one before as well */
        post: operations["post_api_hooks__id__secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a test event */
        post: operations["post_api_hooks__id__test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent to it and what it answered, newest first */
        get: operations["get_api_hooks__id__deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hooks/{id}/redeliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send everything again that failed since a time */
        post: operations["post_api_hooks__id__redeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hook-deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One delivery with every try */
        get: operations["get_api_hook_deliveries__id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hook-deliveries/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send it again, under the same webhook-id */
        post: operations["post_api_hook_deliveries__id__retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages that could not be decoded */
        get: operations["get_api_quarantine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quarantine/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decode all of them again, or a channel's */
        post: operations["post_api_quarantine_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quarantine/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them with its raw bytes as text */
        get: operations["get_api_quarantine__id_"];
        put?: never;
        post?: never;
        /** Forget it */
        delete: operations["delete_api_quarantine__id_"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quarantine/{id}/raw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The raw bytes as they came */
        get: operations["get_api_quarantine__id__raw"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quarantine/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decode it again */
        post: operations["post_api_quarantine__id__retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The inbox */
        get: operations["get_api_conversations"];
        put?: never;
        /** Write to somebody, or note a call or visit */
        post: operations["post_api_conversations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many are in each view */
        get: operations["get_api_conversations_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One conversation with what this person said elsewhere */
        get: operations["get_api_conversations__id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its messages, a page back from the newest */
        get: operations["get_api_conversations__id__messages"];
        put?: never;
        /** Answer, or leave an internal note */
        post: operations["post_api_conversations__id__messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/closure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Close */
        put: operations["put_api_conversations__id__closure"];
        post?: never;
        /** Reopen */
        delete: operations["delete_api_conversations__id__closure"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/snooze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Hide until a time */
        put: operations["put_api_conversations__id__snooze"];
        post?: never;
        /** Show again */
        delete: operations["delete_api_conversations__id__snooze"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/assignment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give to a member */
        put: operations["put_api_conversations__id__assignment"];
        post?: never;
        /** Give to nobody */
        delete: operations["delete_api_conversations__id__assignment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/labels/{label}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Add a label */
        put: operations["put_api_conversations__id__labels__label_"];
        post?: never;
        /** Remove a label */
        delete: operations["delete_api_conversations__id__labels__label_"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/reading": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Read up to here */
        put: operations["put_api_conversations__id__reading"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own draft */
        get: operations["get_api_conversations__id__draft"];
        /** Keep a draft */
        put: operations["put_api_conversations__id__draft"];
        post?: never;
        /** Drop the draft */
        delete: operations["delete_api_conversations__id__draft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that one looks at it, or types */
        put: operations["put_api_conversations__id__presence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do one thing to many conversations */
        post: operations["post_api_bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bulk/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Undo that, within a day */
        delete: operations["delete_api_bulk__id_"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take back what is not sent yet */
        delete: operations["delete_api_messages__id_"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a failed send again */
        post: operations["post_api_messages__id__retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}/settlement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say how a doubtful send ended */
        put: operations["put_api_messages__id__settlement"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}/source": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The original bytes */
        get: operations["get_api_messages__id__source"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a file for a message */
        post: operations["post_api_attachments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a file */
        get: operations["get_api_attachments__id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Say what is on a picture */
        patch: operations["patch_api_attachments__id_"];
        trace?: never;
    };
    "/api/messages/{id}/like": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Like it */
        put: operations["put_api_messages__id__like"];
        post?: never;
        /** Like it no more */
        delete: operations["delete_api_messages__id__like"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}/repost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Show it to our followers */
        put: operations["put_api_messages__id__repost"];
        post?: never;
        /** Show it no more */
        delete: operations["delete_api_messages__id__repost"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Delete our message over there */
        put: operations["put_api_messages__id__erasure"];
        post?: never;
        /** Do not delete it after all */
        delete: operations["delete_api_messages__id__erasure"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What it said before */
        get: operations["get_api_messages__id__edits"];
        put?: never;
        /** Give our message other words over there */
        post: operations["post_api_messages__id__edits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/reactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What somebody did without words */
        get: operations["get_api_people__id__reactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identities/{id}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Follow somebody */
        put: operations["put_api_identities__id__follow"];
        post?: never;
        /** Follow somebody no more */
        delete: operations["delete_api_identities__id__follow"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identities/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read what somebody said before we listened */
        post: operations["post_api_identities__id__history"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An image from elsewhere that this message shows, fetched for the reader */
        get: operations["get_api_messages__id__image"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People */
        get: operations["get_api_people"];
        put?: never;
        /** Add somebody by name */
        post: operations["post_api_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person with every handle and why */
        get: operations["get_api_people__id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change name, roles or note */
        patch: operations["patch_api_people__id_"];
        trace?: never;
    };
    "/api/people/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that was said, on every channel */
        get: operations["get_api_people__id__timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the handles came together */
        get: operations["get_api_people__id__links"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that two are one person */
        post: operations["post_api_people__id__merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/merges/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Undo a merge */
        delete: operations["delete_api_merges__id_"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a handle is this person */
        post: operations["post_api_links"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Say that a handle is somebody else */
        delete: operations["delete_api_links__id_"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may be the same */
        get: operations["get_api_suggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/suggestions/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Accept or dismiss a suggestion */
        put: operations["put_api_suggestions__id__decision"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a person's handles are theirs: who was asked, and what they said */
        get: operations["get_api_confirmations"];
        put?: never;
        /** Ask them to confirm that two handles are theirs */
        post: operations["post_api_confirmations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/confirmations/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What they would be asked, without asking */
        post: operations["post_api_confirmations_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/confirmations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw a question nobody has answered yet */
        delete: operations["delete_api_confirmations__id_"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/confirm/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page behind a link to confirm a handle */
        get: operations["get_confirm__token_"];
        put?: never;
        /** The answer given there, as the page's form sends it */
        post: operations["post_confirm__token_"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search everything that was said */
        get: operations["get_api_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Labels */
        get: operations["get_api_labels"];
        put?: never;
        /** Add a label */
        post: operations["post_api_labels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/labels/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a label from the list of choices */
        delete: operations["delete_api_labels__name_"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Saved views */
        get: operations["get_api_views"];
        put?: never;
        /** Save a view */
        post: operations["post_api_views"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove one's own view */
        delete: operations["delete_api_views__id_"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/topics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is listened for, by name */
        get: operations["get_api_topics"];
        put?: never;
        /** Listen for something from now on, and in what was said before */
        post: operations["post_api_topics"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/topics/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a query would have heard in the last week, without keeping it */
        post: operations["post_api_topics_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/topics/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One topic */
        get: operations["get_api_topics__id_"];
        put?: never;
        post?: never;
        /** Listen for it no more */
        delete: operations["delete_api_topics__id_"];
        options?: never;
        head?: never;
        /** Change it; another query is held against everything anew */
        patch: operations["patch_api_topics__id_"];
        trace?: never;
    };
    "/api/topics/{id}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Undo its removal */
        delete: operations["delete_api_topics__id__removal"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/topics/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What it has heard, newest first */
        get: operations["get_api_topics__id__messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/formats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kinds of archives that can be imported */
        get: operations["get_api_formats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports, newest first */
        get: operations["get_api_imports"];
        put?: never;
        /** Upload an archive and look at its first rows */
        post: operations["post_api_imports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far it is */
        get: operations["get_api_imports__id_"];
        put?: never;
        post?: never;
        /** Undo the whole import, within a day */
        delete: operations["delete_api_imports__id_"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin, or only try, with the columns chosen */
        post: operations["post_api_imports__id__start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every refused line and its reason, as CSV */
        get: operations["get_api_imports__id__refusals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/{key}/window": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a chat window looks, and who is there */
        get: operations["get_chat__key__window"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/{key}/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who the visitor is to us */
        get: operations["get_chat__key__session"];
        /** Leave a name or a mail address */
        put: operations["put_chat__key__session"];
        /** Begin to chat, after consent */
        post: operations["post_chat__key__session"];
        /** End the chat in this browser */
        delete: operations["delete_chat__key__session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/{key}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was said, the newest fifty */
        get: operations["get_chat__key__messages"];
        put?: never;
        /** Say something */
        post: operations["post_chat__key__messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/{key}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a file for a message */
        post: operations["post_chat__key__files"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/{key}/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a file */
        get: operations["get_chat__key__files__id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/{key}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** That there is news (Server-Sent Events) */
        get: operations["get_chat__key__stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/{key}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page that shows the window */
        get: operations["get_chat__key__try"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identities/{id}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Hear no more from a visitor of the chat */
        put: operations["put_api_identities__id__block"];
        post?: never;
        /** Let the visitor write again */
        delete: operations["delete_api_identities__id__block"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process lives */
        get: operations["get_livez"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it can serve */
        get: operations["get_readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus, from loopback only */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description */
        get: operations["get_api_openapi_json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happens, as it happens (Server-Sent Events) */
        get: operations["get_api_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @enum {string} */
        Role: "owner" | "admin" | "agent" | "viewer";
        /** @enum {string} */
        Direction: "inbound" | "outbound" | "internal";
        /** @enum {string} */
        Visibility: "public" | "private";
        /** @enum {string} */
        Kind: "personal" | "auto-reply" | "bounce" | "list" | "note";
        /** @enum {string} */
        Counting: "none" | "graphemes" | "weighted";
        /** @enum {string} */
        OptionType: "text" | "secret" | "number" | "choice" | "flag" | "url" | "address" | "host";
        /** @enum {string} */
        ChannelState: "connecting" | "live" | "waiting" | "needs_login" | "failed" | "paused" | "imported";
        /** @enum {string} */
        DeliveryState: "queued" | "sending" | "sent" | "failed" | "unknown";
        /** @enum {string} */
        RecordKind: "closed" | "reopened" | "snoozed" | "woken" | "assigned" | "unassigned" | "labelled" | "unlabelled" | "merged";
        /** @enum {string} */
        LinkStep: "linked" | "unlinked" | "merged" | "split" | "suggested" | "dismissed";
        /** @enum {string} */
        PlaceState: "open" | "closed" | "snoozed";
        /** @enum {string} */
        NoteKind: "call" | "visit" | "letter" | "other";
        /** @enum {string} */
        Action: "close" | "reopen" | "assign" | "unassign" | "snooze" | "label" | "unlabel";
        /** @enum {string} */
        ImportState: "uploaded" | "checking" | "checked" | "running" | "done" | "failed" | "interrupted" | "undoing" | "undone";
        /** @enum {string} */
        Outcome: "sent" | "failed";
        /** @enum {string} */
        Verdict: "accept" | "dismiss";
        /** @enum {string} */
        Theme: "system" | "light" | "dark";
        /** @enum {string} */
        Density: "comfortable" | "compact";
        /** @enum {string} */
        Shortcuts: "on" | "focus" | "off";
        Setup: {
            needed: boolean;
        };
        NewSetup: {
            workspace: string;
            name: string;
            email: string;
            password: string;
        };
        Login: {
            email: string;
            password: string;
        };
        Me: {
            member: components["schemas"]["Member"];
            workspace: components["schemas"]["Workspace"];
            workspaces: components["schemas"]["Place"][];
            preferences: components["schemas"]["Preferences"];
        };
        MeChange: {
            name?: string;
            password?: components["schemas"]["PasswordChange"];
            preferences?: {
                [key: string]: unknown;
            };
        };
        Browser: {
            id: string;
            agent: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            seen_at: string;
            current: boolean;
        };
        PasswordChange: {
            old: string;
            new: string;
        };
        Preferences: {
            theme: components["schemas"]["Theme"];
            density: components["schemas"]["Density"];
            shortcuts: components["schemas"]["Shortcuts"];
            keys: {
                [key: string]: string;
            };
            locale: string | null;
            views: {
                [key: string]: unknown;
            };
        };
        Member: {
            id: string;
            name: string;
            email: string;
            role: components["schemas"]["Role"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            disabled_at: string | null;
            /** Format: date-time */
            last_seen_at: string | null;
        };
        MemberChange: {
            role?: components["schemas"]["Role"];
            disabled?: boolean;
        };
        Workspace: {
            id: string;
            name: string;
            /** Format: date-time */
            created_at: string;
        };
        NewWorkspace: {
            name: string;
        };
        Place: {
            id: string;
            name: string;
            /** Format: date-time */
            created_at: string;
            role: components["schemas"]["Role"];
        };
        Invitation: {
            id: string;
            email: string;
            role: components["schemas"]["Role"];
            invited_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: date-time */
            accepted_at: string | null;
            link?: string;
        };
        NewInvitation: {
            email: string;
            role: components["schemas"]["Role"];
        };
        InvitationOffer: {
            workspace: string;
            email: string;
            role: components["schemas"]["Role"];
            invited_by: string;
            /** Format: date-time */
            expires_at: string;
        };
        Acceptance: {
            name: string;
            password: string;
        };
        ApiKey: {
            id: string;
            name: string;
            role: components["schemas"]["Role"];
            prefix: string;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_used_at: string | null;
            /** Format: date-time */
            revoked_at: string | null;
            secret?: string;
        };
        NewApiKey: {
            name: string;
            role: components["schemas"]["Role"];
        };
        AuditEntry: {
            id: string;
            /** Format: date-time */
            at: string;
            actor: string;
            actor_id: string | null;
            action: string;
            target: string;
            details: {
                [key: string]: unknown;
            };
        };
        AuditChoices: {
            actors: string[];
            actions: string[];
        };
        Limits: {
            characters: number;
            counting: components["schemas"]["Counting"];
            attachments: number;
            attachment_bytes: number;
            link_characters: number;
            mentions_count_by_name: boolean;
            names_count: boolean;
            poll_options: number;
            poll_characters: number;
        };
        Audience: {
            id: string;
            label: string;
            visibility: components["schemas"]["Visibility"];
            help: string;
        };
        Scope: {
            id: string;
            why: string;
        };
        Abilities: {
            receive: boolean;
            reply: boolean;
            start: boolean;
            subject: boolean;
            html: boolean;
            attach: boolean;
            direct_message: boolean;
            repost: boolean;
            like: boolean;
            edit: boolean;
            erase: boolean;
            follow: boolean;
            history: boolean;
            warning: boolean;
            poll: boolean;
            thread: boolean;
        };
        NetworkOption: {
            key: string;
            label: string;
            help: string;
            type: components["schemas"]["OptionType"];
            required: boolean;
            fallback: string;
            choices: string[];
            placeholder: string;
            by_login: boolean;
        };
        Network: {
            id: string;
            label: string;
            help: string;
            visibility: components["schemas"]["Visibility"];
            connectable: boolean;
            called: boolean;
            limits: components["schemas"]["Limits"];
            can: components["schemas"]["Abilities"];
            options: components["schemas"]["NetworkOption"][];
            audiences: components["schemas"]["Audience"][];
            authorise: components["schemas"]["Scope"][] | null;
            window: boolean;
        };
        NewAuthorisation: {
            network: string;
            options: {
                [key: string]: string | null;
            };
            channel?: string;
        };
        /** @enum {string} */
        LoginState: "waiting" | "granted" | "refused";
        Authorisation: {
            id: string;
            network: string;
            state: components["schemas"]["LoginState"];
            error: string | null;
            address: string | null;
            callback: string | null;
            options: {
                [key: string]: string;
            };
            secrets_set: string[];
            channel: string | null;
        };
        Health: {
            remaining: number;
            limit: number;
            resets_at: number;
            lag_ms: number;
            streaming: boolean;
            account: string;
            audience: number;
            limits?: components["schemas"]["Limits"];
        };
        ChannelPush: {
            address: string;
            /** Format: date-time */
            former_until: string | null;
            secret?: string;
        };
        Channel: {
            id: string;
            network: string;
            name: string;
            options: {
                [key: string]: string;
            };
            secrets_set: string[];
            state: components["schemas"]["ChannelState"];
            health: components["schemas"]["Health"] | null;
            notice: string | null;
            error: string | null;
            remedy: string | null;
            /** Format: date-time */
            last_message_at: string | null;
            /** Format: date-time */
            last_checked_at: string | null;
            lag_seconds: number | null;
            messages: number;
            quarantined: number;
            push: components["schemas"]["ChannelPush"] | null;
            /** Format: date-time */
            created_at: string;
            chat: components["schemas"]["ChatTag"] | null;
        };
        ChatTag: {
            key: string;
            script: string;
            page: string;
            goes_on_by: string | null;
        };
        NewChannel: {
            network: string;
            name: string;
            options: {
                [key: string]: string | null;
            };
            authorisation?: string;
        };
        ChannelChange: {
            name?: string;
            options?: {
                [key: string]: string | null;
            };
            paused?: boolean;
        };
        ChannelProbe: {
            network: string;
            options: {
                [key: string]: string | null;
            };
            channel?: string;
            authorisation?: string;
        };
        ProbeMessage: {
            author: string;
            subject: string;
            text: string;
            /** Format: date-time */
            sent_at: string;
        };
        ChannelTest: {
            ok: boolean;
            error: string | null;
            field: string | null;
            remedy: string | null;
            messages: components["schemas"]["ProbeMessage"][];
        };
        ChatWindow: {
            title: string;
            greeting: string;
            colour: string;
            privacy: string;
            open: boolean;
            /** Format: date-time */
            closes_at: string | null;
            /** Format: date-time */
            opens_at: string | null;
            answer_minutes: number;
            show_names: boolean;
            most_characters: number;
            most_files: number;
            largest_file: number;
            here: string[];
            carries_on: boolean;
        };
        NewVisit: {
            consent: boolean;
            remember?: boolean;
            carry_on?: boolean;
            name?: string;
            email?: string;
            identity?: string;
        };
        VisitChange: {
            name?: string;
            email?: string;
            carry_on?: boolean;
        };
        Visit: {
            name: string;
            email: string;
            carry_on: boolean;
            vouched: boolean;
            wrote: boolean;
            token?: string;
        };
        NewVisitMessage: {
            key: string;
            text?: string;
            files?: string[];
            page?: string;
        };
        VisitAttachment: {
            id: string;
            name: string;
            media_type: string;
            size: number;
        };
        VisitMessage: {
            id: string;
            ours: boolean;
            name: string;
            text: string;
            /** Format: date-time */
            at: string;
            key: string;
            edited: boolean;
            deleted: boolean;
            files: components["schemas"]["VisitAttachment"][];
        };
        VisitMessages: {
            items: components["schemas"]["VisitMessage"][];
            before: string | null;
        };
        VisitFile: {
            file: string;
            name: string;
            size: number;
        };
        PushedAuthor: {
            handle: string;
            name?: string | null;
            avatar_url?: string | null;
        };
        PushedFile: {
            name?: string | null;
            type?: string | null;
            content?: string;
            url?: string;
            description?: string | null;
        };
        PushedMessage: {
            id?: string | null;
            author?: components["schemas"]["PushedAuthor"];
            /** Format: date-time */
            time?: string | null;
            /** Format: date-time */
            edited_at?: string | null;
            subject?: string | null;
            text?: string | null;
            html?: string | null;
            reply_to?: unknown;
            conversation?: string | null;
            language?: string | null;
            url?: string | null;
            public?: boolean | null;
            addressed?: boolean | null;
            attachments?: components["schemas"]["PushedFile"][];
            extra?: {
                [key: string]: unknown;
            };
            deleted?: boolean | null;
        };
        PushTaken: {
            messages: number;
        };
        /** @enum {string} */
        DeliveryEnd: "queued" | "sending" | "delivered" | "failed";
        HookEvent: {
            type: string;
            group: string;
            label: string;
        };
        Hook: {
            id: string;
            url: string;
            description: string;
            events: string[];
            made_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            paused_at: string | null;
            paused_why: string | null;
            /** Format: date-time */
            failing_since: string | null;
            waiting: number;
            failed: number;
            /** Format: date-time */
            last_delivered_at: string | null;
            /** Format: date-time */
            former_until: string | null;
            secret?: string;
        };
        NewHook: {
            url: string;
            description?: string;
            events: string[];
        };
        HookChange: {
            url?: string;
            description?: string;
            events?: string[];
            paused?: boolean;
        };
        HookAttempt: {
            id: string;
            /** Format: date-time */
            at: string;
            status: number | null;
            duration_ms: number;
            error: string | null;
            answer: string;
        };
        HookDelivery: {
            id: string;
            hook: string;
            webhook_id: string;
            type: string;
            /** Format: date-time */
            at: string;
            state: components["schemas"]["DeliveryEnd"];
            tries: number;
            /** Format: date-time */
            next_try_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            last: components["schemas"]["HookAttempt"] | null;
            attempts?: components["schemas"]["HookAttempt"][];
        };
        Redelivery: {
            /** Format: date-time */
            since: string;
        };
        Redelivered: {
            queued: number;
        };
        Quarantined: {
            id: string;
            channel: string;
            channel_name: string;
            network: string;
            remote_id: string;
            why: string;
            size: number;
            retryable: boolean;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            retried_at: string | null;
            raw?: string;
        };
        QuarantineRetry: {
            channel?: string;
        };
        QuarantineRetried: {
            released: number;
            kept: number;
        };
        Identity: {
            id: string;
            network: string;
            handle: string;
            name: string;
            avatar_url: string | null;
        };
        Evidence: {
            kind: string;
            text: string;
            weight: number;
            proof?: string[];
        };
        Link: {
            id: string;
            identity: components["schemas"]["Identity"];
            person: string;
            evidence: components["schemas"]["Evidence"][];
            score: number;
            by: string;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            undone_at: string | null;
            undone_by: string | null;
            undone_why: string | null;
        };
        PersonRef: {
            id: string;
            name: string;
            initials: string;
            hue: number;
        };
        LinkedIdentity: {
            id: string;
            network: string;
            handle: string;
            name: string;
            avatar_url: string | null;
            link: components["schemas"]["Link"];
            blocked: boolean;
        };
        Person: {
            id: string;
            name: string;
            initials: string;
            hue: number;
            roles: string[];
            note: string;
            /** Format: date-time */
            created_at: string;
            identities: components["schemas"]["LinkedIdentity"][];
            /** Format: date-time */
            last_message_at: string | null;
            messages: number;
            conversations: number;
            open_conversations: number;
        };
        PersonRow: {
            id: string;
            name: string;
            initials: string;
            hue: number;
            roles: string[];
            networks: string[];
            handles: string[];
            /** Format: date-time */
            last_message_at: string | null;
            last_text: string;
            messages: number;
            open_conversations: number;
        };
        NewPerson: {
            name: string;
        };
        PersonChange: {
            name?: string;
            roles?: string[];
            note?: string;
        };
        Merge: {
            other: string;
        };
        Merged: {
            person: components["schemas"]["Person"];
            undo: string;
        };
        Undo: {
            undo: string | null;
        };
        NewLink: {
            identity: string;
            person: string;
            reason?: string;
        };
        Suggestion: {
            id: string;
            person: components["schemas"]["PersonRef"];
            other: components["schemas"]["PersonRef"] | null;
            identity: components["schemas"]["Identity"];
            evidence: components["schemas"]["Evidence"][];
            score: number;
            /** Format: date-time */
            at: string;
        };
        Decision: {
            decision: components["schemas"]["Verdict"];
        };
        /** @enum {string} */
        ConfirmationState: "asked" | "half" | "confirmed" | "denied" | "withdrawn" | "failed" | "expired";
        Confirmation: {
            id: string;
            first: components["schemas"]["Identity"] | null;
            second: components["schemas"]["Identity"] | null;
            state: components["schemas"]["ConfirmationState"];
            asked_by: string;
            /** Format: date-time */
            asked_at: string;
            /** Format: date-time */
            first_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            /** Format: date-time */
            expires_at: string;
            conversations: string[];
        };
        NewConfirmation: {
            first: string;
            second: string;
            in_full?: boolean;
            again?: boolean;
        };
        ConfirmationPreview: {
            text: string;
            channel_name: string;
            then_text: string;
            then_channel_name: string;
        };
        LinkEvent: {
            /** Format: date-time */
            at: string;
            by: string;
            what: components["schemas"]["LinkStep"];
            text: string;
            link: components["schemas"]["Link"] | null;
        };
        Attachment: {
            id: string;
            name: string;
            media_type: string;
            size: number;
            inline: boolean;
            content_id: string | null;
            description: string;
        };
        AttachmentChange: {
            description: string;
        };
        MemberRef: {
            id: string;
            name: string;
        };
        Delivery: {
            state: components["schemas"]["DeliveryState"];
            /** Format: date-time */
            at: string;
            error: string | null;
            /** Format: date-time */
            undo_until: string | null;
            attempts: number;
        };
        Message: {
            id: string;
            conversation: string;
            channel: string;
            network: string;
            author: components["schemas"]["Identity"] | null;
            member: components["schemas"]["MemberRef"] | null;
            person: components["schemas"]["PersonRef"] | null;
            direction: components["schemas"]["Direction"];
            visibility: components["schemas"]["Visibility"];
            kind: components["schemas"]["Kind"];
            /** Format: date-time */
            sent_at: string;
            /** Format: date-time */
            received_at: string;
            subject: string;
            text: string;
            html: string | null;
            remote_images: number;
            quoted: string;
            signature: string;
            language: string | null;
            url: string | null;
            reply_to: string | null;
            recipients: components["schemas"]["Identity"][];
            attachments: components["schemas"]["Attachment"][];
            /** Format: date-time */
            deleted_at: string | null;
            extra: {
                [key: string]: unknown;
            };
            audience: string | null;
            heard: boolean;
            /** Format: date-time */
            edited_at: string | null;
            reactions: components["schemas"]["Reactions"] | null;
            delivery: components["schemas"]["Delivery"] | null;
        };
        /** @enum {string} */
        Act: "like" | "repost" | "follow" | "edit" | "erase";
        Deed: {
            id: string;
            act: components["schemas"]["Act"];
            undo: boolean;
            by: string;
            /** Format: date-time */
            at: string;
            state: components["schemas"]["DeliveryState"];
            error: string | null;
        };
        Reactions: {
            likes: number;
            reposts: number;
            ours: components["schemas"]["Deed"][];
        };
        Edit: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["MemberRef"] | null;
            subject: string;
            text: string;
            html: string | null;
        };
        NewEdit: {
            text: string;
            subject?: string;
        };
        NewPoll: {
            options: string[];
            multiple?: boolean;
            seconds?: number;
        };
        NewMessage: {
            text: string;
            html?: string | null;
            internal?: boolean;
            attachments?: string[];
            close?: boolean;
            seen?: string | null;
            reply_to?: string | null;
            audience?: string;
            subject?: string;
            poll?: components["schemas"]["NewPoll"];
            then?: string[];
        };
        NewConversation: {
            channel?: string;
            person?: string;
            to?: string;
            to_name?: string;
            subject?: string;
            text: string;
            note_kind?: components["schemas"]["NoteKind"];
            direction?: components["schemas"]["Direction"];
            /** Format: date-time */
            at?: string;
            attachments?: string[];
            audience?: string;
            poll?: components["schemas"]["NewPoll"];
        };
        Settlement: {
            outcome: components["schemas"]["Outcome"];
        };
        ConversationRecord: {
            id: string;
            kind: components["schemas"]["RecordKind"];
            by: string;
            /** Format: date-time */
            at: string;
            value: string;
        };
        Viewer: {
            member: string;
            name: string;
            typing: boolean;
        };
        ConversationRow: {
            id: string;
            channel: string;
            channel_name: string;
            network: string;
            subject: string;
            person: components["schemas"]["PersonRef"] | null;
            identity: components["schemas"]["Identity"] | null;
            last_text: string;
            /** Format: date-time */
            last_at: string;
            last_direction: components["schemas"]["Direction"];
            visibility: components["schemas"]["Visibility"];
            messages: number;
            /** Format: date-time */
            waiting_since: string | null;
            assignee: components["schemas"]["MemberRef"] | null;
            labels: string[];
            /** Format: date-time */
            snoozed_until: string | null;
            /** Format: date-time */
            closed_at: string | null;
            unread: boolean;
            elsewhere: number;
            draft: boolean;
            failed: boolean;
            heard: boolean;
            viewers: components["schemas"]["Viewer"][];
        };
        PriorItem: {
            conversation: string;
            network: string;
            channel_name: string;
            subject: string;
            text: string;
            /** Format: date-time */
            at: string;
            state: components["schemas"]["PlaceState"];
            answered: boolean;
            answered_by: string | null;
            linked_by: string;
        };
        PriorContact: {
            total: number;
            channels: number;
            unanswered: number;
            items: components["schemas"]["PriorItem"][];
        };
        Addressee: {
            handle: string;
            name: string;
        };
        ReplyState: {
            allowed: boolean;
            why_not: string | null;
            to: components["schemas"]["Identity"] | null;
            instead: components["schemas"]["Addressee"][];
            cc: components["schemas"]["Identity"][];
            named: string[];
            audiences: string[];
            followers: number;
            limits: components["schemas"]["Limits"];
            warning: string;
        };
        Conversation: {
            id: string;
            channel: string;
            channel_name: string;
            network: string;
            subject: string;
            person: components["schemas"]["PersonRef"] | null;
            identity: components["schemas"]["Identity"] | null;
            last_text: string;
            /** Format: date-time */
            last_at: string;
            last_direction: components["schemas"]["Direction"];
            visibility: components["schemas"]["Visibility"];
            messages: number;
            /** Format: date-time */
            waiting_since: string | null;
            assignee: components["schemas"]["MemberRef"] | null;
            labels: string[];
            /** Format: date-time */
            snoozed_until: string | null;
            /** Format: date-time */
            closed_at: string | null;
            unread: boolean;
            elsewhere: number;
            draft: boolean;
            failed: boolean;
            heard: boolean;
            viewers: components["schemas"]["Viewer"][];
            records: components["schemas"]["ConversationRecord"][];
            prior: components["schemas"]["PriorContact"];
            suggestions: components["schemas"]["Suggestion"][];
            draft_text: components["schemas"]["Draft"] | null;
            reply: components["schemas"]["ReplyState"];
        };
        Closure: {
            reason?: string;
        };
        Snooze: {
            /** Format: date-time */
            until: string;
        };
        Assignment: {
            member: string;
        };
        Reading: {
            message: string;
        };
        Presence: {
            typing: boolean;
        };
        NewDraft: {
            text: string;
            html?: string | null;
            internal?: boolean;
            attachments?: unknown[];
        };
        TakenBack: {
            text: string;
            html: string | null;
            internal: boolean;
            attachments: components["schemas"]["Attachment"][];
            /** Format: date-time */
            updated_at: string;
            conversation: string;
        };
        Draft: {
            text: string;
            html: string | null;
            internal: boolean;
            attachments: components["schemas"]["Attachment"][];
            /** Format: date-time */
            updated_at: string;
        };
        Counts: {
            open: number;
            mine: number;
            unassigned: number;
            snoozed: number;
            closed: number;
            failed: number;
            all: number;
            heard: number;
            channels: {
                [key: string]: number;
            };
            labels: {
                [key: string]: number;
            };
        };
        Bulk: {
            conversations?: string[];
            query?: string;
            action: components["schemas"]["Action"];
            value?: string;
        };
        BulkResult: {
            id: string;
            changed: number;
            /** Format: date-time */
            undo_until: string;
        };
        BulkUndone: {
            changed: number;
        };
        Label: {
            name: string;
        };
        SavedView: {
            id: string;
            name: string;
            query: string;
            shared: boolean;
        };
        NewView: {
            name: string;
            query: string;
            shared?: boolean;
        };
        SearchError: {
            position: number;
            text: string;
        };
        SearchHit: {
            message: components["schemas"]["Message"];
            conversation: components["schemas"]["ConversationRow"] | null;
            matches: [
                number,
                number
            ][];
            snippet: string;
        };
        Found: {
            messages: components["schemas"]["SearchHit"][];
            people: components["schemas"]["PersonRow"][];
            next: string | null;
            error: components["schemas"]["SearchError"] | null;
            words: string[];
        };
        Topic: {
            id: string;
            name: string;
            query: string;
            goal: string;
            owner: components["schemas"]["MemberRef"] | null;
            /** Format: date-time */
            review_on: string | null;
            made_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            changed_at: string;
            /** Format: date-time */
            removed_at: string | null;
            day: number;
            day_before: number;
            /** Format: date-time */
            last_at: string | null;
            /** Format: date-time */
            reading_since: string | null;
        };
        NewTopic: {
            query: string;
            name?: string;
            goal?: string;
            owner?: string | null;
            /** Format: date-time */
            review_on?: string | null;
        };
        TopicChange: {
            query?: string;
            name?: string;
            goal?: string;
            owner?: string | null;
            /** Format: date-time */
            review_on?: string | null;
        };
        NewTopicPreview: {
            query: string;
        };
        TopicPreview: {
            matched: number;
            read: number;
            /** Format: date-time */
            since: string;
            complete: boolean;
            per_hour: number;
            newest: components["schemas"]["SearchHit"][];
        };
        TimelineConversation: {
            id: string;
            subject: string;
            channel_name: string;
            network: string;
            /** Format: date-time */
            closed_at: string | null;
        };
        TimelineItem: {
            message: components["schemas"]["Message"];
            conversation: components["schemas"]["TimelineConversation"];
        };
        /** @enum {string} */
        ReactionKind: "like" | "repost" | "follow" | "vote";
        ReactionItem: {
            id: string;
            /** Format: date-time */
            at: string;
            kind: components["schemas"]["ReactionKind"];
            network: string;
            channel_name: string;
            /** Format: date-time */
            undone_at: string | null;
            message: components["schemas"]["Message"] | null;
        };
        History: {
            added: number;
            existing: number;
        };
        Format: {
            id: string;
            label: string;
            help: string;
            columns: boolean;
        };
        Refusal: {
            place: string;
            why: string;
        };
        Import: {
            id: string;
            format: string;
            files: string[];
            state: components["schemas"]["ImportState"];
            read: number;
            total: number;
            added: number;
            existing: number;
            refused: number;
            refusals: components["schemas"]["Refusal"][];
            columns: string[];
            rows: string[][];
            suggestion: {
                [key: string]: string;
            };
            chosen: {
                [key: string]: string;
            };
            owner: string;
            error: string | null;
            /** Format: date-time */
            undo_until: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            finished_at: string | null;
            by: string;
        };
        ImportStart: {
            columns?: {
                [key: string]: string;
            };
            owner?: string;
            dry_run?: boolean;
        };
        Unlink: {
            reason?: string;
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field?: string;
            position?: number;
        };
    };
    responses: {
        /** @description What is wrong, where, and what to do (RFC 9457) */
        problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request cannot be understood */
        bad_request: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Please log in */
        unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not allowed */
        forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not found */
        not_found: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description In conflict with what is there */
        conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description The workspace meant; a member's first one when left out */
        Workspace: string;
        /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
        IdempotencyKey: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Role = components['schemas']['Role'];
export type Direction = components['schemas']['Direction'];
export type Visibility = components['schemas']['Visibility'];
export type Kind = components['schemas']['Kind'];
export type Counting = components['schemas']['Counting'];
export type OptionType = components['schemas']['OptionType'];
export type ChannelState = components['schemas']['ChannelState'];
export type DeliveryState = components['schemas']['DeliveryState'];
export type RecordKind = components['schemas']['RecordKind'];
export type LinkStep = components['schemas']['LinkStep'];
export type PlaceState = components['schemas']['PlaceState'];
export type NoteKind = components['schemas']['NoteKind'];
export type Action = components['schemas']['Action'];
export type ImportState = components['schemas']['ImportState'];
export type Outcome = components['schemas']['Outcome'];
export type Verdict = components['schemas']['Verdict'];
export type Theme = components['schemas']['Theme'];
export type Density = components['schemas']['Density'];
export type Shortcuts = components['schemas']['Shortcuts'];
export type Setup = components['schemas']['Setup'];
export type NewSetup = components['schemas']['NewSetup'];
export type Login = components['schemas']['Login'];
export type Me = components['schemas']['Me'];
export type MeChange = components['schemas']['MeChange'];
export type Browser = components['schemas']['Browser'];
export type PasswordChange = components['schemas']['PasswordChange'];
export type Preferences = components['schemas']['Preferences'];
export type Member = components['schemas']['Member'];
export type MemberChange = components['schemas']['MemberChange'];
export type Workspace = components['schemas']['Workspace'];
export type NewWorkspace = components['schemas']['NewWorkspace'];
export type Place = components['schemas']['Place'];
export type Invitation = components['schemas']['Invitation'];
export type NewInvitation = components['schemas']['NewInvitation'];
export type InvitationOffer = components['schemas']['InvitationOffer'];
export type Acceptance = components['schemas']['Acceptance'];
export type ApiKey = components['schemas']['ApiKey'];
export type NewApiKey = components['schemas']['NewApiKey'];
export type AuditEntry = components['schemas']['AuditEntry'];
export type AuditChoices = components['schemas']['AuditChoices'];
export type Limits = components['schemas']['Limits'];
export type Audience = components['schemas']['Audience'];
export type Scope = components['schemas']['Scope'];
export type Abilities = components['schemas']['Abilities'];
export type NetworkOption = components['schemas']['NetworkOption'];
export type Network = components['schemas']['Network'];
export type NewAuthorisation = components['schemas']['NewAuthorisation'];
export type LoginState = components['schemas']['LoginState'];
export type Authorisation = components['schemas']['Authorisation'];
export type Health = components['schemas']['Health'];
export type ChannelPush = components['schemas']['ChannelPush'];
export type Channel = components['schemas']['Channel'];
export type ChatTag = components['schemas']['ChatTag'];
export type NewChannel = components['schemas']['NewChannel'];
export type ChannelChange = components['schemas']['ChannelChange'];
export type ChannelProbe = components['schemas']['ChannelProbe'];
export type ProbeMessage = components['schemas']['ProbeMessage'];
export type ChannelTest = components['schemas']['ChannelTest'];
export type ChatWindow = components['schemas']['ChatWindow'];
export type NewVisit = components['schemas']['NewVisit'];
export type VisitChange = components['schemas']['VisitChange'];
export type Visit = components['schemas']['Visit'];
export type NewVisitMessage = components['schemas']['NewVisitMessage'];
export type VisitAttachment = components['schemas']['VisitAttachment'];
export type VisitMessage = components['schemas']['VisitMessage'];
export type VisitMessages = components['schemas']['VisitMessages'];
export type VisitFile = components['schemas']['VisitFile'];
export type PushedAuthor = components['schemas']['PushedAuthor'];
export type PushedFile = components['schemas']['PushedFile'];
export type PushedMessage = components['schemas']['PushedMessage'];
export type PushTaken = components['schemas']['PushTaken'];
export type DeliveryEnd = components['schemas']['DeliveryEnd'];
export type HookEvent = components['schemas']['HookEvent'];
export type Hook = components['schemas']['Hook'];
export type NewHook = components['schemas']['NewHook'];
export type HookChange = components['schemas']['HookChange'];
export type HookAttempt = components['schemas']['HookAttempt'];
export type HookDelivery = components['schemas']['HookDelivery'];
export type Redelivery = components['schemas']['Redelivery'];
export type Redelivered = components['schemas']['Redelivered'];
export type Quarantined = components['schemas']['Quarantined'];
export type QuarantineRetry = components['schemas']['QuarantineRetry'];
export type QuarantineRetried = components['schemas']['QuarantineRetried'];
export type Identity = components['schemas']['Identity'];
export type Evidence = components['schemas']['Evidence'];
export type Link = components['schemas']['Link'];
export type PersonRef = components['schemas']['PersonRef'];
export type LinkedIdentity = components['schemas']['LinkedIdentity'];
export type Person = components['schemas']['Person'];
export type PersonRow = components['schemas']['PersonRow'];
export type NewPerson = components['schemas']['NewPerson'];
export type PersonChange = components['schemas']['PersonChange'];
export type Merge = components['schemas']['Merge'];
export type Merged = components['schemas']['Merged'];
export type Undo = components['schemas']['Undo'];
export type NewLink = components['schemas']['NewLink'];
export type Suggestion = components['schemas']['Suggestion'];
export type Decision = components['schemas']['Decision'];
export type ConfirmationState = components['schemas']['ConfirmationState'];
export type Confirmation = components['schemas']['Confirmation'];
export type NewConfirmation = components['schemas']['NewConfirmation'];
export type ConfirmationPreview = components['schemas']['ConfirmationPreview'];
export type LinkEvent = components['schemas']['LinkEvent'];
export type Attachment = components['schemas']['Attachment'];
export type AttachmentChange = components['schemas']['AttachmentChange'];
export type MemberRef = components['schemas']['MemberRef'];
export type Delivery = components['schemas']['Delivery'];
export type Message = components['schemas']['Message'];
export type Act = components['schemas']['Act'];
export type Deed = components['schemas']['Deed'];
export type Reactions = components['schemas']['Reactions'];
export type Edit = components['schemas']['Edit'];
export type NewEdit = components['schemas']['NewEdit'];
export type NewPoll = components['schemas']['NewPoll'];
export type NewMessage = components['schemas']['NewMessage'];
export type NewConversation = components['schemas']['NewConversation'];
export type Settlement = components['schemas']['Settlement'];
export type ConversationRecord = components['schemas']['ConversationRecord'];
export type Viewer = components['schemas']['Viewer'];
export type ConversationRow = components['schemas']['ConversationRow'];
export type PriorItem = components['schemas']['PriorItem'];
export type PriorContact = components['schemas']['PriorContact'];
export type Addressee = components['schemas']['Addressee'];
export type ReplyState = components['schemas']['ReplyState'];
export type Conversation = components['schemas']['Conversation'];
export type Closure = components['schemas']['Closure'];
export type Snooze = components['schemas']['Snooze'];
export type Assignment = components['schemas']['Assignment'];
export type Reading = components['schemas']['Reading'];
export type Presence = components['schemas']['Presence'];
export type NewDraft = components['schemas']['NewDraft'];
export type TakenBack = components['schemas']['TakenBack'];
export type Draft = components['schemas']['Draft'];
export type Counts = components['schemas']['Counts'];
export type Bulk = components['schemas']['Bulk'];
export type BulkResult = components['schemas']['BulkResult'];
export type BulkUndone = components['schemas']['BulkUndone'];
export type Label = components['schemas']['Label'];
export type SavedView = components['schemas']['SavedView'];
export type NewView = components['schemas']['NewView'];
export type SearchError = components['schemas']['SearchError'];
export type SearchHit = components['schemas']['SearchHit'];
export type Found = components['schemas']['Found'];
export type Topic = components['schemas']['Topic'];
export type NewTopic = components['schemas']['NewTopic'];
export type TopicChange = components['schemas']['TopicChange'];
export type NewTopicPreview = components['schemas']['NewTopicPreview'];
export type TopicPreview = components['schemas']['TopicPreview'];
export type TimelineConversation = components['schemas']['TimelineConversation'];
export type TimelineItem = components['schemas']['TimelineItem'];
export type ReactionKind = components['schemas']['ReactionKind'];
export type ReactionItem = components['schemas']['ReactionItem'];
export type History = components['schemas']['History'];
export type Format = components['schemas']['Format'];
export type Refusal = components['schemas']['Refusal'];
export type Import = components['schemas']['Import'];
export type ImportStart = components['schemas']['ImportStart'];
export type Unlink = components['schemas']['Unlink'];
export type Problem = components['schemas']['Problem'];
export type ResponseProblem = components['responses']['problem'];
export type ResponseBadRequest = components['responses']['bad_request'];
export type ResponseUnauthenticated = components['responses']['unauthenticated'];
export type ResponseForbidden = components['responses']['forbidden'];
export type ResponseNotFound = components['responses']['not_found'];
export type ResponseConflict = components['responses']['conflict'];
export type ParameterWorkspace = components['parameters']['Workspace'];
export type ParameterIdempotencyKey = components['parameters']['IdempotencyKey'];
export type $defs = Record<string, never>;
export interface operations {
    get_api_setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Setup"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    post_api_setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "workspace": "Maison Antoinette",
                 *       "name": "Mara Lindqvist",
                 *       "email": "mara@maison-antoinette.example",
                 *       "password": "a long sentence is best"
                 *     }
                 */
                "application/json": components["schemas"]["NewSetup"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["bad_request"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    post_api_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "mara@maison-antoinette.example",
                 *       "password": "a long sentence is best"
                 *     }
                 */
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["bad_request"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    patch_api_session: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Mara",
                 *       "preferences": {
                 *         "theme": "dark"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["MeChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_sessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Browser"][];
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_sessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_sessions__name_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_invitations__token_: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret part of the link */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationOffer"];
                };
            };
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    post_api_invitations__token__acceptance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret part of the link */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ines Fontaine",
                 *       "password": "a long sentence is best"
                 *     }
                 */
                "application/json": components["schemas"]["Acceptance"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["bad_request"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_workspaces: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Place"][];
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    post_api_workspaces: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "The bakery in Arles"
                 *     }
                 */
                "application/json": components["schemas"]["NewWorkspace"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    patch_api_workspaces__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "The bakery in Arles"
                 *     }
                 */
                "application/json": components["schemas"]["NewWorkspace"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_members: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Member"][];
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_members__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    patch_api_members__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "admin"
                 *     }
                 */
                "application/json": components["schemas"]["MemberChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_invitations: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Invitation"][];
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    post_api_invitations: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ines@maison-antoinette.example",
                 *       "role": "agent"
                 *     }
                 */
                "application/json": components["schemas"]["NewInvitation"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_invitations__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_keys: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    post_api_keys: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "till",
                 *       "role": "agent"
                 *     }
                 */
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_keys__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_audit: {
        parameters: {
            query?: {
                /** @description Only by this member, key or program */
                actor?: string;
                /** @description Only this kind of change */
                action?: string;
                /** @description Events: begin after this number, which a browser says in Last-Event-ID; audit: from this time on */
                since?: string;
                /** @description Up to this time */
                until?: string;
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description How many at most: 1 to 200, 50 when left out */
                limit?: number;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    get_api_audit_choices: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditChoices"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    get_api_networks: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Network"][];
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    get_api_channels: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Channel"][];
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    post_api_channels: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "network": "feed",
                 *       "name": "Town news",
                 *       "options": {
                 *         "url": "https://town.example/feed.xml"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewChannel"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    post_api_channels_test: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "network": "feed",
                 *       "options": {
                 *         "url": "https://town.example/feed.xml"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ChannelProbe"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelTest"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_channels__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_channels__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    patch_api_channels__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "paused": true
                 *     }
                 */
                "application/json": components["schemas"]["ChannelChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    post_api_channels__id__secret: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    post_api_channels__id__retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    post_api_authorisations: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "network": "mastodon",
                 *       "options": {
                 *         "server": "town.example"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewAuthorisation"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Authorisation"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_authorisations_callback: {
        parameters: {
            query?: {
                /** @description A login at a network: the word that was given to it; deliveries: only those that are queued, sending, delivered or failed */
                state?: string;
                /** @description Who at the network sends the member back */
                iss?: string;
                /** @description What the network gives to be exchanged for a login */
                code?: string;
                /** @description Why the network did not let us in */
                error?: string;
                /** @description The same in its own words */
                error_description?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["bad_request"];
            default: components["responses"]["problem"];
        };
    };
    get_api_authorisations_clients__client_: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of a network */
                client: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    get_api_authorisations__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Authorisation"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    post_hooks__key_: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the chat window, from its script tag; of a channel that is called, from its address */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "order-7-1",
                 *       "author": {
                 *         "handle": "42",
                 *         "name": "Zoé Novák"
                 *       },
                 *       "text": "Where is my order?",
                 *       "conversation": "order-7"
                 *     }
                 */
                "application/json": components["schemas"]["PushedMessage"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushTaken"];
                };
            };
            400: components["responses"]["bad_request"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_hook_events: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["HookEvent"][];
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    get_api_hooks: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Hook"][];
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    post_api_hooks: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://till.maison-antoinette.example/hooks",
                 *       "description": "The till",
                 *       "events": [
                 *         "message.received"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewHook"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hook"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_hooks__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hook"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_hooks__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    patch_api_hooks__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "paused": true
                 *     }
                 */
                "application/json": components["schemas"]["HookChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hook"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    post_api_hooks__id__secret: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hook"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    post_api_hooks__id__test: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HookDelivery"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_hooks__id__deliveries: {
        parameters: {
            query?: {
                /** @description A login at a network: the word that was given to it; deliveries: only those that are queued, sending, delivered or failed */
                state?: string;
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description How many at most: 1 to 200, 50 when left out */
                limit?: number;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["HookDelivery"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    post_api_hooks__id__redeliveries: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "since": "2026-10-31T00:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["Redelivery"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redelivered"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_hook_deliveries__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HookDelivery"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    post_api_hook_deliveries__id__retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HookDelivery"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_quarantine: {
        parameters: {
            query?: {
                /** @description Only this channel */
                channel?: string;
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description How many at most: 1 to 200, 50 when left out */
                limit?: number;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Quarantined"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    post_api_quarantine_retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channel": "104857600006"
                 *     }
                 */
                "application/json": components["schemas"]["QuarantineRetry"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantineRetried"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_quarantine__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quarantined"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_quarantine__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_quarantine__id__raw: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    post_api_quarantine__id__retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_conversations: {
        parameters: {
            query?: {
                /** @description open, mine, unassigned, snoozed, closed, failed, heard or all */
                view?: string;
                /** @description Only this channel */
                channel?: string;
                /** @description Only with this label */
                label?: string;
                /** @description What to look for; from: in: has: before: after: assigned: is: narrow it */
                q?: string;
                /** @description Conversations: newest, oldest or waiting; people: recent or name */
                order?: string;
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description How many at most: 1 to 200, 50 when left out */
                limit?: number;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ConversationRow"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    post_api_conversations: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "person": "104857600001",
                 *       "text": "Rang about Sunday's order.",
                 *       "note_kind": "call"
                 *     }
                 */
                "application/json": components["schemas"]["NewConversation"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_conversations_counts: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Counts"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    get_api_conversations__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    get_api_conversations__id__messages: {
        parameters: {
            query?: {
                /** @description Only what is older than this */
                before?: string;
                /** @description How many at most: 1 to 200, 50 when left out */
                limit?: number;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Message"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    post_api_conversations__id__messages: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Two loaves are kept for you.",
                 *       "close": true
                 *     }
                 */
                "application/json": components["schemas"]["NewMessage"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    put_api_conversations__id__closure: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Answered."
                 *     }
                 */
                "application/json": components["schemas"]["Closure"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_conversations__id__closure: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    put_api_conversations__id__snooze: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "until": "2026-11-02T08:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["Snooze"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_conversations__id__snooze: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    put_api_conversations__id__assignment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "member": "104857600002"
                 *     }
                 */
                "application/json": components["schemas"]["Assignment"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_conversations__id__assignment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    put_api_conversations__id__labels__label_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
                /** @description The name of a label */
                label: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_conversations__id__labels__label_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
                /** @description The name of a label */
                label: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    put_api_conversations__id__reading: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "message": "104857600003"
                 *     }
                 */
                "application/json": components["schemas"]["Reading"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_conversations__id__draft: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"] | null;
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    put_api_conversations__id__draft: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Dear Zoé,",
                 *       "internal": false
                 *     }
                 */
                "application/json": components["schemas"]["NewDraft"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_conversations__id__draft: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    put_api_conversations__id__presence: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "typing": true
                 *     }
                 */
                "application/json": components["schemas"]["Presence"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    post_api_bulk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "query": "is:open label:bread",
                 *       "action": "close"
                 *     }
                 */
                "application/json": components["schemas"]["Bulk"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResult"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_bulk__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkUndone"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_messages__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenBack"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    post_api_messages__id__retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    put_api_messages__id__settlement: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "outcome": "sent"
                 *     }
                 */
                "application/json": components["schemas"]["Settlement"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_messages__id__source: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    post_api_attachments: {
        parameters: {
            query?: {
                /** @description The name of the file */
                name?: string;
                /** @description Its media type */
                type?: string;
                /** @description What is on it, for those who cannot see it */
                description?: string;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_attachments__id_: {
        parameters: {
            query?: {
                /** @description 1: to be shown in a page, where it is a safe image */
                inline?: string;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    patch_api_attachments__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "description": "A loaf, black on top."
                 *     }
                 */
                "application/json": components["schemas"]["AttachmentChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    put_api_messages__id__like: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_messages__id__like: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    put_api_messages__id__repost: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_messages__id__repost: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    put_api_messages__id__erasure: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_messages__id__erasure: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_messages__id__edits: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Edit"][];
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    post_api_messages__id__edits: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Two loaves are kept for you until eight."
                 *     }
                 */
                "application/json": components["schemas"]["NewEdit"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_people__id__reactions: {
        parameters: {
            query?: {
                /** @description Only what is older than this */
                before?: string;
                /** @description How many at most: 1 to 200, 50 when left out */
                limit?: number;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ReactionItem"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    put_api_identities__id__follow: {
        parameters: {
            query?: {
                /** @description Only this channel */
                channel?: string;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deed"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_identities__id__follow: {
        parameters: {
            query?: {
                /** @description Only this channel */
                channel?: string;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deed"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    post_api_identities__id__history: {
        parameters: {
            query?: {
                /** @description Only this channel */
                channel?: string;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_messages__id__image: {
        parameters: {
            query?: {
                /** @description The address of the image, as it stands in the message */
                address?: string;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    get_api_people: {
        parameters: {
            query?: {
                /** @description What to look for; from: in: has: before: after: assigned: is: narrow it */
                q?: string;
                /** @description Conversations: newest, oldest or waiting; people: recent or name */
                order?: string;
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description How many at most: 1 to 200, 50 when left out */
                limit?: number;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PersonRow"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    post_api_people: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Zoé Novák"
                 *     }
                 */
                "application/json": components["schemas"]["NewPerson"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_people__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    patch_api_people__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "roles": [
                 *         "customer",
                 *         "donor"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["PersonChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_people__id__timeline: {
        parameters: {
            query?: {
                /** @description Only what is older than this */
                before?: string;
                /** @description How many at most: 1 to 200, 50 when left out */
                limit?: number;
                /** @description Only this network */
                network?: string;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TimelineItem"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    get_api_people__id__links: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["LinkEvent"][];
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    post_api_people__id__merge: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "other": "104857600004"
                 *     }
                 */
                "application/json": components["schemas"]["Merge"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merged"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_merges__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    post_api_links: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "identity": "104857600005",
                 *       "person": "104857600001",
                 *       "reason": "She said so at the counter."
                 *     }
                 */
                "application/json": components["schemas"]["NewLink"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_links__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Only the same name."
                 *     }
                 */
                "application/json": components["schemas"]["Unlink"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_suggestions: {
        parameters: {
            query?: {
                /** @description Only this person */
                person?: string;
                /** @description How many at most: 1 to 200, 50 when left out */
                limit?: number;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Suggestion"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    put_api_suggestions__id__decision: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "decision": "accept"
                 *     }
                 */
                "application/json": components["schemas"]["Decision"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Undo"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_confirmations: {
        parameters: {
            query?: {
                /** @description Only this person */
                person?: string;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Confirmation"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    post_api_confirmations: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "first": "104857600005",
                 *       "second": "104857600007"
                 *     }
                 */
                "application/json": components["schemas"]["NewConfirmation"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Confirmation"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    post_api_confirmations_preview: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "first": "104857600005",
                 *       "second": "104857600007"
                 *     }
                 */
                "application/json": components["schemas"]["NewConfirmation"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmationPreview"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_confirmations__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_confirm__token_: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret part of the link */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    post_confirm__token_: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret part of the link */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_search: {
        parameters: {
            query?: {
                /** @description What to look for; from: in: has: before: after: assigned: is: narrow it */
                q?: string;
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description How many at most: 1 to 200, 50 when left out */
                limit?: number;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    get_api_labels: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Label"][];
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    post_api_labels: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "bread shortage"
                 *     }
                 */
                "application/json": components["schemas"]["Label"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_labels__name_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_views: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SavedView"][];
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    post_api_views: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Waiting for bread",
                 *       "query": "is:open label:bread",
                 *       "shared": true
                 *     }
                 */
                "application/json": components["schemas"]["NewView"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_views__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_topics: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Topic"][];
                        next: string | null;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    post_api_topics: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "query": "\"no bread\" OR \"sold out\"",
                 *       "name": "Bread runs short",
                 *       "goal": "Know before the queue does"
                 *     }
                 */
                "application/json": components["schemas"]["NewTopic"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Topic"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    post_api_topics_preview: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "query": "\"no bread\" OR \"sold out\""
                 *     }
                 */
                "application/json": components["schemas"]["NewTopicPreview"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicPreview"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_topics__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Topic"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_topics__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    patch_api_topics__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "review_on": "2027-01-31T00:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["TopicChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Topic"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_topics__id__removal: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Topic"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_topics__id__messages: {
        parameters: {
            query?: {
                /** @description Only what is older than this */
                before?: string;
                /** @description How many at most: 1 to 200, 50 when left out */
                limit?: number;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SearchHit"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    get_api_formats: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Format"][];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    get_api_imports: {
        parameters: {
            query?: {
                /** @description How many at most: 1 to 200, 50 when left out */
                limit?: number;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Import"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
    post_api_imports: {
        parameters: {
            query?: {
                /** @description The id of one of /api/formats */
                format?: string;
                /** @description The name of the file */
                name?: string;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_imports__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_imports__id_: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    post_api_imports__id__start: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "columns": {
                 *         "id": "tweet_id",
                 *         "author": "author_id",
                 *         "text": "text"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ImportStart"];
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_api_imports__id__refusals: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    get_chat__key__window: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the chat window, from its script tag; of a channel that is called, from its address */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatWindow"];
                };
            };
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    get_chat__key__session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the chat window, from its script tag; of a channel that is called, from its address */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visit"];
                };
            };
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    put_chat__key__session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the chat window, from its script tag; of a channel that is called, from its address */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ana Lima",
                 *       "email": "ana@town.example",
                 *       "carry_on": true
                 *     }
                 */
                "application/json": components["schemas"]["VisitChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visit"];
                };
            };
            400: components["responses"]["bad_request"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    post_chat__key__session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the chat window, from its script tag; of a channel that is called, from its address */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "consent": true,
                 *       "remember": false,
                 *       "name": "Ana Lima",
                 *       "email": "ana@town.example",
                 *       "carry_on": true
                 *     }
                 */
                "application/json": components["schemas"]["NewVisit"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visit"];
                };
            };
            400: components["responses"]["bad_request"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_chat__key__session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the chat window, from its script tag; of a channel that is called, from its address */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_chat__key__messages: {
        parameters: {
            query?: {
                /** @description Only what is older than this */
                before?: string;
            };
            header?: never;
            path: {
                /** @description Of the chat window, from its script tag; of a channel that is called, from its address */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitMessages"];
                };
            };
            400: components["responses"]["bad_request"];
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    post_chat__key__messages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the chat window, from its script tag; of a channel that is called, from its address */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "5f0c2b",
                 *       "text": "Is there rye today?",
                 *       "page": "https://www.maison-antoinette.example/bread"
                 *     }
                 */
                "application/json": components["schemas"]["NewVisitMessage"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitMessage"];
                };
            };
            400: components["responses"]["bad_request"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    post_chat__key__files: {
        parameters: {
            query?: {
                /** @description The name of the file */
                name?: string;
                /** @description Its media type */
                type?: string;
            };
            header?: never;
            path: {
                /** @description Of the chat window, from its script tag; of a channel that is called, from its address */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitFile"];
                };
            };
            400: components["responses"]["bad_request"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_chat__key__files__id_: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the chat window, from its script tag; of a channel that is called, from its address */
                key: string;
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    get_chat__key__stream: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the chat window, from its script tag; of a channel that is called, from its address */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    get_chat__key__try: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the chat window, from its script tag; of a channel that is called, from its address */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            404: components["responses"]["not_found"];
            default: components["responses"]["problem"];
        };
    };
    put_api_identities__id__block: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    delete_api_identities__id__block: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
                /** @description Any text of one's own, at most 200 characters: repeating the request with the same key does nothing twice and gives the same answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The id, decimal digits as text */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            default: components["responses"]["problem"];
        };
    };
    get_livez: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    get_readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    get_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    get_api_openapi_json: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    get_api_events: {
        parameters: {
            query?: {
                /** @description Events: begin after this number, which a browser says in Last-Event-ID; audit: from this time on */
                since?: string;
            };
            header?: {
                /** @description The workspace meant; a member's first one when left out */
                "Rapport-Workspace"?: components["parameters"]["Workspace"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            default: components["responses"]["problem"];
        };
    };
}
