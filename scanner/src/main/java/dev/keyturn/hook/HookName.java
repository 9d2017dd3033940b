package dev.keyturn.hook;

import java.util.Optional;
import java.util.stream.Stream;

/** A hook that Keyturn knows how to be. */
public enum HookName {
    /** What the next commit adds; git calls it before it asks for a message. */
    PRE_COMMIT("pre-commit", false, "commit", "git commit --no-verify"),

    /** What a merge that git commits by itself adds; {@code pre-commit} is not called for those. */
    PRE_MERGE_COMMIT("pre-merge-commit", false, "merge", "git merge --no-verify"),

    /** The message of the next commit; git names the file that holds it. */
    COMMIT_MSG("commit-msg", false, "commit message", "git commit --no-verify"),

    /** What a push would send; the refs stand on standard input. */
    PRE_PUSH("pre-push", true, "push", "git push --no-verify"),

    /** What a server is about to take; the refs stand on standard input, the objects in quarantine. */
    PRE_RECEIVE("pre-receive", true, "push", ""),

    /** The same for one ref, which git names with its old and its new id: the others of a push may pass. */
    UPDATE("update", false, "push", "");

    private final String fileName;
    private final boolean readsInput;
    private final String act;
    private final String skip;

    HookName(String fileName, boolean readsInput, String act, String skip) {
        this.fileName = fileName;
        this.readsInput = readsInput;
        this.act = act;
        this.skip = skip;
    }

    /** The hook of a file name such as {@code pre-commit}. */
    public static Optional<HookName> of(String fileName) {
        return Stream.of(values())
                .filter(name -> name.fileName.equals(fileName))
                .findFirst();
    }

    /** The name git calls it by. */
    public String fileName() {
        return fileName;
    }

    /** Whether git writes refs to its standard input, which a hook chained behind it must be able to read too. */
    boolean readsInput() {
        return readsInput;
    }

    /** Whether it runs where a push arrives. */
    public boolean isServers() {
        return this == PRE_RECEIVE || this == UPDATE;
    }

    /** What the hook stands before: a commit, a merge or a push. */
    public String act() {
        return act;
    }

    /** How the secret is got out of what the hook looked at. */
    String remedy() {
        return act.equals("push")
                ? "Rewrite the commits that hold it (git commit --amend, git rebase -i): removing it in a new one leaves it there"
                : this == COMMIT_MSG ? "Take it out of the message" : "Take it out of the change";
    }

    /** The command that does it without the hook, or empty where the person who pushes has none. */
    public String skip() {
        return skip;
    }

    @Override
    public String toString() {
        return fileName;
    }
}
