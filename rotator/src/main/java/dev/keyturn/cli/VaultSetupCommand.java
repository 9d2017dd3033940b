package dev.keyturn.cli;

import dev.keyturn.delivery.vault.CredentialSource;
import dev.keyturn.delivery.vault.VaultPolicy;
import dev.keyturn.delivery.vault.VaultServer;
import dev.keyturn.delivery.vault.VaultSettings;
import dev.keyturn.delivery.vault.VaultSetup;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.Secret;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code keyturn rotator vault-setup}: policies and roles of environments, printed, or made in a Vault. */
@Command(
        name = "vault-setup",
        description =
                "Prints the policies and commands that Vault needs, an environment at a time. With --token-file it"
                        + " makes all of it in the Vault at --address.",
        mixinStandardHelpOptions = true)
final class VaultSetupCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--environment", split = ",", paramLabel = "NAME", description = "default: dev,stg,prd")
    private List<String> environments = List.of("dev", "stg", "prd");

    @Option(names = "--mount", description = "of KV version 2 (default: ${DEFAULT-VALUE})")
    private String mount = VaultSettings.DEFAULT_MOUNT;

    @Option(names = "--prefix", description = "before the environment in a path (default: ${DEFAULT-VALUE})")
    private String prefix = VaultSettings.DEFAULT_PREFIX;

    @Option(names = "--approle-mount", description = "default: ${DEFAULT-VALUE}")
    private String approleMount = "approle";

    @Option(names = "--namespace", description = "that all of it is in")
    private @Nullable String namespace;

    @Option(names = "--address", description = "of the Vault, such as https://vault.example.com:8200")
    private @Nullable URI address;

    @Option(names = "--ca", paramLabel = "FILE", description = "PEM file with the authorities that vouch for it")
    private @Nullable Path ca;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "holds a token that may write policies and roles")
    private @Nullable Path tokenFile;

    @Override
    public Integer call() {
        try {
            List<VaultPolicy> policies = environments.stream()
                    .map(name -> new VaultPolicy(mount, prefix, new EnvironmentTag(name)))
                    .toList();
            if (tokenFile == null) {
                policies.forEach(this::print);
            } else {
                make(policies, tokenFile);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()));
        }
        return RotatorCommand.WELL;
    }

    private void print(VaultPolicy policy) {
        String role = "auth/" + approleMount + "/role/" + policy.rotatorName();
        PrintWriter out = RotatorCommand.out(spec);
        print(out, policy.rotatorName(), policy.rotator());
        print(out, policy.ownSecretIdName(), policy.ownSecretId(approleMount));
        print(out, policy.consumerName(), policy.consumer());
        out.println("bao write " + role + " token_policies=" + policy.rotatorName() + "," + policy.ownSecretIdName()
                + " token_no_default_policy=true token_period=1h");
        out.println("bao read -field=role_id " + role + "/role-id");
        out.println();
        out.flush();
    }

    private static void print(PrintWriter out, String name, String rules) {
        out.println("bao policy write " + name + " - <<'HCL'\n" + rules + "HCL");
    }

    private void make(List<VaultPolicy> policies, Path tokenFile) {
        URI at = address;
        Secret token = new CredentialSource.InFile(tokenFile)
                .read()
                .orElseThrow(() -> new IllegalArgumentException("there is no token in " + tokenFile));
        if (at == null) {
            throw new IllegalArgumentException("--token-file is for a Vault: name it with --address");
        }
        VaultServer server = VaultServer.at(at);
        server = namespace == null ? server : server.inNamespace(namespace);
        server = ca == null ? server : server.trusting(ca);
        VaultSetup setup = new VaultSetup(server, token, mount, approleMount);
        PrintWriter out = RotatorCommand.out(spec);
        setup.prepare().forEach(out::println);
        for (VaultPolicy policy : policies) {
            setup.apply(policy).forEach(done -> out.println(policy.environment() + "  " + done));
            out.println(policy.environment() + "  next: bao write -wrap-ttl=10m -f auth/" + approleMount + "/role/"
                    + policy.rotatorName() + "/secret-id");
        }
        out.flush();
    }
}
