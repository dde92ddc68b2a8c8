package dev.pullback.conformance.kit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The smallest thing that is executed, counted, reported and replayed.
 *
 * @param check what it belongs to
 * @param subject the op it is about, or what else
 * @param name what is done, unique within check and subject; random numbers are seeded by it
 */
public record Trial(Check check, String subject, String name) {

    private static final int HASH_BYTES = 4;

    /** Short, the same on every machine, and enough to run it again: {@code values/matmul/1f00c4d2}. */
    public String id() {
        return id(check.label(), subject, name);
    }

    static String id(String kind, String subject, String name) {
        return "%s/%s/%s".formatted(kind, subject, hash(name));
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    @Override
    public String toString() {
        return id() + " " + name;
    }
}
