package chatter.server.benchmark;

import chatter.server.faults.Floods;
import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What others feel on an ordinary day while somebody floods the server, from one connection and
/// from ten.
final class FloodsPart implements Sections.Section {
  private static final int FLOODERS = 10;
  private static final double SLOWER_MILLIS = 20;

  @Override
  public void run(boolean quick) throws IOException {
    try (World world = World.of(OrdinaryDay.ROOMS, OrdinaryDay.PEOPLE);
        Subject chatter = Subject.asShipped(world.data());
        Swarm swarm = new Swarm(chatter)) {
      List<Peer.Member> people = world.members();
      List<String> flooders =
          people.subList(people.size() - FLOODERS, people.size()).stream()
              .map(Peer.Member::token)
              .toList();
      swarm.connect(people);
      swarm.pace(OrdinaryDay.writers(), OrdinaryDay.PER_SECOND);
      Swarm.pause(quick ? 8_000 : 20_000);
      for (Floods.Kind kind : Floods.Kind.values()) {
        for (int count : new int[] {1, FLOODERS}) {
          Swarm.Window before = swarm.measure(quick ? 2_000 : 10_000);
          try (Floods floods =
              Floods.begin(kind, chatter.port(), null, flooders.subList(0, count))) {
            record(kind, count, before, swarm.measure(quick ? 2_000 : 10_000), floods);
          }
        }
      }
      swarm.pace(OrdinaryDay.writers(), 0);
    }
  }

  private static void record(
      Floods.Kind kind, int count, Swarm.Window before, Swarm.Window during, Floods floods) {
    double slower = during.deliveryMillis(99) - before.deliveryMillis(99);
    Figures.record(
        new Figure(
            "flood of "
                + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + " from "
                + count
                + ": others' delivery",
            "p99 within 20 ms of that without",
            String.format(
                Locale.ROOT,
                "p99 %.2f ms, without %.2f ms",
                during.deliveryMillis(99),
                before.deliveryMillis(99)),
            slower <= SLOWER_MILLIS,
            "ended " + floods.ended() + " of " + floods.opened() + " connections",
            Map.of(
                "p99Millis",
                during.deliveryMillis(99),
                "withoutP99Millis",
                before.deliveryMillis(99))));
  }
}
