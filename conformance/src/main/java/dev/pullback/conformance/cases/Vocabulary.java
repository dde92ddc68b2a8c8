package dev.pullback.conformance.cases;

import dev.pullback.api.op.CustomOp;
import dev.pullback.api.op.Op;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/** Every op there is, read off the sealed hierarchy, so that a new one cannot be forgotten here. */
public final class Vocabulary {

    private Vocabulary() {}

    /** The record classes of all ops of the vocabulary. */
    public static Set<Class<?>> ops() {
        return under(Op.class);
    }

    /** The record classes of one family. */
    public static Set<Class<?>> under(Class<?> family) {
        Set<Class<?>> records = new TreeSet<>(Comparator.comparing(Class::getSimpleName));
        collect(family, records);
        return records;
    }

    private static void collect(Class<?> type, Set<Class<?>> records) {
        if (type.isRecord()) {
            records.add(type);
        } else if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, records);
            }
        } else if (type != CustomOp.class) {
            throw new IllegalStateException(type + " is neither a record nor sealed, so its ops cannot be listed");
        }
    }
}
