package dev.pullback.conformance.decorator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts calls and tells which of them fail. From any thread. */
final class FaultPlan {

    private final List<Fault> armed;
    private final List<Fault> fired = new ArrayList<>();
    private final Map<Call, Integer> calls = new EnumMap<>(Call.class);
    private int allCalls;
    private Fault.DeviceLost lost;
    private boolean ended;

    /** The kinds of call that are counted. */
    enum Call {
        ALLOCATE,
        COMPILE,
        RUN,
        TRANSFER,
        /** Only the loss of the device makes these fail. */
        OTHER
    }

    /** What a call must do: fail now or later, or, with no fault, nothing of the kind. */
    record Due(Fault fault, Fault.Moment moment) {

        static final Due NOTHING = new Due(null, null);

        boolean isNow(Fault.Moment now) {
            return moment == now;
        }
    }

    FaultPlan(List<Fault> faults) {
        this.armed = new ArrayList<>(faults);
    }

    synchronized List<Fault> armed() {
        return List.copyOf(armed);
    }

    synchronized List<Fault> fired() {
        return List.copyOf(fired);
    }

    /** No call fails any more. */
    synchronized void end() {
        ended = true;
    }

    /** To be asked once for each call. */
    synchronized Due next(Call call) {
        if (ended) {
            return Due.NOTHING;
        }
        if (lost != null) {
            return new Due(lost, Fault.Moment.BEFORE);
        }
        int number = calls.merge(call, 1, Integer::sum);
        allCalls++;
        for (Fault fault : armed) {
            if (fault.nth() == (fault instanceof Fault.DeviceLost ? allCalls : number) && concerns(fault, call)) {
                return fire(fault);
            }
        }
        return Due.NOTHING;
    }

    private Due fire(Fault fault) {
        armed.remove(fault);
        fired.add(fault);
        if (fault instanceof Fault.DeviceLost loss) {
            lost = loss;
        }
        return new Due(fault, fault.moment());
    }

    private static boolean concerns(Fault fault, Call call) {
        return switch (fault) {
            case Fault.AllocationFails _ -> call == Call.ALLOCATE;
            case Fault.CompileFails _, Fault.CompileFindsNoRoom _ -> call == Call.COMPILE;
            case Fault.LaunchFails _ -> call == Call.RUN;
            case Fault.TransferFails _ -> call == Call.TRANSFER;
            case Fault.DeviceLost _ -> true;
        };
    }
}
