package dev.pullback.conformance.kit;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.error.PullbackException;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.cases.Case;
import dev.pullback.conformance.cases.CaseList;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whether a backend compiles an op.
 *
 * @param subject the op
 * @param group what of it: {@code cast(float32) to int32}
 * @param dtype of the first operand, or of the result where there is none
 * @param dtypes all that occur in it
 * @param steps what the backend makes of it; none where nothing has to be done
 * @param refusal why it does not compile; empty if it does
 */
public record Support(
        String subject, String group, DType dtype, Set<DType> dtypes, List<String> steps, String refusal) {

    public Support {
        dtypes = Set.copyOf(dtypes);
        steps = List.copyOf(steps);
    }

    public boolean isSupported() {
        return refusal.isEmpty();
    }

    /** Every op there is an answer about. */
    public static Set<String> subjects() {
        return cases(_ -> true).stream().map(Case::subject).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** How many answers there will be. */
    public static int count(Predicate<String> subjects) {
        return cases(subjects).size();
    }

    /** One case of each group of the kit's list that has elements. */
    private static List<Case> cases(Predicate<String> subjects) {
        Map<String, Case> groups = new LinkedHashMap<>();
        for (Case one : CaseList.all()) {
            if (subjects.test(one.subject())) {
                groups.merge(one.group(), one, (first, next) -> isEmpty(first) ? next : first);
            }
        }
        return List.copyOf(groups.values());
    }

    private static boolean isEmpty(Case one) {
        return one.inputs().stream().anyMatch(input -> input.size() == 0);
    }

    /**
     * Compiles one case of each op and its dtypes.
     *
     * @param subjects which ops
     * @param listener is told of every answer at once
     */
    public static List<Support> of(Backend backend, Predicate<String> subjects, Consumer<Support> listener) {
        List<Support> answers = new ArrayList<>();
        for (Case one : cases(subjects)) {
            Support answer = of(backend, one);
            answers.add(answer);
            listener.accept(answer);
        }
        return answers;
    }

    private static Support of(Backend backend, Case one) {
        DType dtype = one.inputs().stream()
                .map(Values::type)
                .map(TensorType::dtype)
                .findFirst()
                .orElseGet(() -> one.graph().outputs().getFirst().type().dtype());
        try (Executable program = backend.compile(one.graph())) {
            return new Support(one.subject(), one.group(), dtype, one.dtypes(), program.describe(), "");
        } catch (PullbackException refused) {
            return new Support(one.subject(), one.group(), dtype, one.dtypes(), List.of(), refused.getMessage());
        }
    }
}
