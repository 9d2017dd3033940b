package dev.keyturn.delivery.vault;

import dev.keyturn.key.Secret;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes what {@link VaultPolicy} describes in a Vault: the engine and the sign-in for machines if they are not there yet,
 * and for each environment a policy and a role for its rotator, and a policy for its services. Making it again changes
 * nothing but what had been changed by hand.
 */
public final class VaultSetup {
    private static final String PERIOD = "1h";

    private final Connection connection;
    private final String mount;
    private final String approleMount;

    /** What Vault did not do; the message is for a person and holds nothing that Vault answered. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * A way into a Vault; nothing is asked yet.
     *
     * @param token may write policies, roles and mounts
     */
    public VaultSetup(VaultServer server, Secret token, String mount, String approleMount) {
        VaultPath.requireSegments(mount, "the mount");
        VaultPath.requireSegments(approleMount, "the AppRole mount");
        this.connection = Connection.with(token, server, GuardedHttpClient.to(server));
        this.mount = mount;
        this.approleMount = approleMount;
    }

    /**
     * Enables engine and sign-in where they are missing.
     *
     * @return what was done, a line for each
     * @throws RefusedException if Vault does not do it
     */
    public List<String> prepare() {
        List<String> done = new ArrayList<>();
        if (read("sys/mounts").object("data", mount + "/").isEmpty()) {
            JsonObject engine = new JsonObject().add("type", "kv").add("options", new JsonObject().add("version", "2"));
            write("sys/mounts/" + mount, engine);
            done.add("enabled KV version 2 at " + mount + "/");
        }
        if (read("sys/auth").object("data", approleMount + "/").isEmpty()) {
            write("sys/auth/" + approleMount, new JsonObject().add("type", "approle"));
            done.add("enabled AppRole at auth/" + approleMount + "/");
        }
        return done;
    }

    /**
     * Makes policies and role of an environment.
     *
     * @return what was done, a line for each; the role-id is among it, which is no secret by itself
     * @throws RefusedException if Vault does not do it
     */
    public List<String> apply(VaultPolicy policy) {
        policy(policy.rotatorName(), policy.rotator());
        policy(policy.ownSecretIdName(), policy.ownSecretId(approleMount));
        policy(policy.consumerName(), policy.consumer());
        String role = "auth/" + approleMount + "/role/" + policy.rotatorName();
        write(
                role,
                new JsonObject()
                        .add("token_policies", policy.rotatorName() + "," + policy.ownSecretIdName())
                        .add("token_no_default_policy", true)
                        .add("token_period", PERIOD));
        String roleId = Answer.text(read(role + "/role-id").object("data"), "role_id")
                .orElseThrow(() -> new RefusedException("Vault does not tell the role-id of " + role));
        return List.of(
                "policies " + policy.rotatorName() + ", " + policy.ownSecretIdName() + " and " + policy.consumerName(),
                "role " + policy.rotatorName() + ", role-id " + roleId);
    }

    private void policy(String name, String rules) {
        write("sys/policies/acl/" + name, new JsonObject().add("policy", rules));
    }

    private Answer.Replied read(String path) {
        return done(connection.get(path), "read", path);
    }

    private void write(String path, JsonObject body) {
        done(connection.post(path, body), "write", path);
    }

    private static Answer.Replied done(Answer answer, String what, String path) {
        if (answer instanceof Answer.Replied reply && reply.status() / 100 == 2) {
            return reply;
        }
        String why = answer instanceof Answer.Lost lost ? lost.why() : String.valueOf(answer);
        throw new RefusedException("Vault does not let this token " + what + " " + path + " (" + why
                + "): take one that may write policies, roles and mounts");
    }
}
