package dev.pullback.bench.peers.driver;

import java.util.OptionalDouble;

/** Every peer's turn at every workload, once. */
interface Round {

    /** @return the share of the machine that neither the peers nor the driver took, from 0 to 1, if it is known */
    OptionalDouble run(int number);
}
