package dev.keyturn.hook;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.source.git.RangeSource.Tip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a push brings: everything that the new ids reach and the known ones don't.
 *
 * @param added the refs that the push writes, perhaps none, each with the id that it gets; of whatever kind
 * @param known ids that the receiving side has and this side too
 */
public record Incoming(List<Tip> added, List<String> known) {
    /**
     * What a push would send.
     *
     * <p>What the other side has is known by the ids it named, and by what was last heard of its refs. Under the
     * pre-commit framework, which keeps standard input for itself, its variables tell of the one ref it looks at.
     *
     * @param directory in the repository
     * @param remote the remote's name, or its address if it has none
     * @param lines standard input
     * @param environment the process's
     */
    public static Incoming pushed(Path directory, String remote, List<String> lines, Map<String, String> environment)
            throws Complaint {
        List<RefUpdate> updates = new ArrayList<>(RefUpdate.pushed(lines));
        String name = remote;
        if (updates.isEmpty() && environment.containsKey("PRE_COMMIT")) {
            updates.add(framework(environment));
            name = environment.getOrDefault("PRE_COMMIT_REMOTE_NAME", remote);
        }
        Git git = new Git(directory, environment);
        List<String> known = new ArrayList<>(ids(git, "refs/remotes/" + name + "/"));
        for (RefUpdate update : updates) {
            git.tryLine("rev-parse", "--verify", "--quiet", "--end-of-options", update.before() + "^{object}")
                    .ifPresent(known::add);
        }
        return new Incoming(added(updates), distinct(known.stream()));
    }

    /**
     * What is about to be received: everything that no ref reaches yet.
     *
     * @param directory the repository that receives
     * @param lines standard input
     * @param environment the process's
     */
    public static Incoming received(Path directory, List<String> lines, Map<String, String> environment)
            throws Complaint {
        return new Incoming(added(RefUpdate.received(lines)), ids(new Git(directory, environment), "refs/"));
    }

    /**
     * The same for one ref, as git tells an {@code update} hook.
     *
     * @param arguments the ref, the id that it has and the one that it will have
     */
    public static Incoming updated(Path directory, List<String> arguments, Map<String, String> environment)
            throws Complaint {
        List<String> lines = arguments.size() == 3
                ? List.of(arguments.get(1) + " " + arguments.get(2) + " " + arguments.get(0))
                : List.of("no ref");
        return received(directory, lines, environment);
    }

    /** Whether anything is added at all: a push may only delete refs. */
    public boolean isNothing() {
        return added.isEmpty();
    }

    /** The framework names no range when a root commit is pushed, and nothing at all when it is run by hand. */
    private static RefUpdate framework(Map<String, String> environment) {
        String branch = environment.getOrDefault("PRE_COMMIT_LOCAL_BRANCH", "HEAD");
        return new RefUpdate(
                environment.getOrDefault("PRE_COMMIT_REMOTE_BRANCH", branch),
                environment.getOrDefault("PRE_COMMIT_FROM_REF", RefUpdate.NOTHING),
                environment.getOrDefault("PRE_COMMIT_TO_REF", branch));
    }

    private static List<Tip> added(List<RefUpdate> updates) {
        return updates.stream()
                .filter(update -> !update.after().equals(RefUpdate.NOTHING))
                .map(update ->
                        new Tip(update.ref(), update.after(), update.before().equals(RefUpdate.NOTHING)))
                .distinct()
                .toList();
    }

    private static List<String> distinct(Stream<String> ids) {
        return ids.filter(id -> !id.equals(RefUpdate.NOTHING)).distinct().toList();
    }

    /** What refs point to: commits, tags, or a tree or a file as well. */
    private static List<String> ids(Git git, String prefix) throws Complaint {
        return distinct(git.tryLine("for-each-ref", "--format=%(objectname)", prefix).stream()
                .flatMap(String::lines));
    }
}
