package dev.pullback.conformance.kit;

/**
 * Trials that are left out on purpose. There is no other way to leave one out, and every report names them.
 *
 * @param id a trial's id, or the beginning of ids up to a slash: {@code values/gather/}
 * @param reason why, for people to read, with a link to the issue about it
 */
public record Exclusion(String id, String reason) {

    public Exclusion {
        if (id.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("an exclusion needs an id and a reason");
        }
    }

    /** Whether it leaves a trial out. */
    public boolean covers(Trial trial) {
        return id.endsWith("/") ? trial.id().startsWith(id) : trial.id().equals(id);
    }
}
