package chatter.server.model;

import chatter.server.model.Act.Durable;
import chatter.shared.protocol.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// One step of a sequence before it is known what it meets: numbers that mean something only where
/// there are so and so many conversations and messages. So it still means something when steps
/// before it are left out.
///
/// @param what decides what is done
/// @param dice decides the rest
record Step(int what, long dice) {
  private static final List<String> EMOJI = List.of("👍", "❤️", "❤", "👩‍💻");
  private static final List<String> TITLES = List.of("Alpha", "ALPHA", "Beta", "Gamma");
  private static final Level[] LEVELS = Level.values();

  static List<Step> random(Random random, int count) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Nothing can happen before there is a conversation.
      steps.add(new Step(i < 2 ? random.nextInt(12) : random.nextInt(100), random.nextLong()));
    }
    return steps;
  }

  /// What it comes to.
  ///
  /// @param done the commands that were given so far
  Act act(Model model, List<Durable> done) {
    Random random = new Random(dice);
    int by = random.nextInt(Model.PEOPLE);
    if (what < 8) {
      // Open rooms of one title, in whatever case, may collide.
      String title = model.name() + " " + TITLES.get(random.nextInt(TITLES.size()));
      return new Act.MakeRoom(by, title, random.nextBoolean(), people(random));
    }
    if (what < 12) {
      return new Act.OpenDirect(by, people(random));
    }
    int in = random.nextInt(model.conversations());
    int other = random.nextInt(Model.PEOPLE);
    long message = model.base(in) + 1 + random.nextLong(model.entries(in) + 1);
    UUID id = new UUID(random.nextLong(), random.nextLong());
    if (what < 18) {
      return new Act.Add(by, in, List.of(by));
    }
    if (what < 22) {
      return new Act.Add(by, in, List.of(other, random.nextInt(Model.PEOPLE)));
    }
    if (what < 26) {
      return new Act.Remove(by, in, by);
    }
    if (what < 29) {
      return new Act.Remove(by, in, other);
    }
    if (what < 32) {
      return new Act.SetHost(by, in, other, random.nextBoolean());
    }
    if (what < 37) {
      return change(model, random, by, in);
    }
    if (what < 39) {
      return new Act.SetMine(
          by,
          in,
          random.nextBoolean() ? random.nextBoolean() : null,
          random.nextBoolean() ? LEVELS[random.nextInt(LEVELS.length)] : null,
          random.nextBoolean() ? message : null);
    }
    if (what < 41) {
      int who = 1 + random.nextInt(Model.PEOPLE - 1);
      return new Act.Disable(Model.ADMIN, who, random.nextInt(3) > 0);
    }
    if (what < 46) {
      return new Act.MarkRead(by, in, message);
    }
    if (what < 48) {
      return done.isEmpty()
          ? new Act.MarkRead(by, in, message)
          : new Act.Again(done.get(random.nextInt(done.size())));
    }
    if (what < 70) {
      Long replyTo = random.nextInt(4) == 0 ? message : null;
      return new Act.Send(by, in, id, body(model, random), replyTo);
    }
    if (what < 80) {
      return new Act.Edit(by, in, id, message, body(model, random));
    }
    if (what < 86) {
      return new Act.Delete(by, in, id, message);
    }
    if (what < 95) {
      String emoji = EMOJI.get(random.nextInt(EMOJI.size()));
      return new Act.React(by, in, id, message, emoji, random.nextInt(3) > 0);
    }
    return new Act.Pin(by, in, id, message, random.nextInt(3) > 0);
  }

  private static Act change(Model model, Random random, int by, int in) {
    int which = random.nextInt(4);
    return new Act.ChangeRoom(
        by,
        in,
        which == 0 ? model.name() + " " + TITLES.get(random.nextInt(TITLES.size())) : null,
        which == 1 ? "topic " + random.nextInt(3) : null,
        which == 2 ? random.nextBoolean() : null,
        which == 3 ? random.nextInt(3) == 0 : null,
        random.nextBoolean());
  }

  private static List<Integer> people(Random random) {
    List<Integer> some = new ArrayList<>();
    for (int person = 0; person < Model.PEOPLE; person++) {
      if (random.nextInt(3) == 0) {
        some.add(person);
      }
    }
    return some;
  }

  private static String body(Model model, Random random) {
    String words = "text " + random.nextInt(4);
    return switch (random.nextInt(6)) {
      case 0, 1 -> words + " <@" + model.account(random.nextInt(Model.PEOPLE)) + ">";
      case 2 -> "<@all> " + words;
      case 3 -> random.nextInt(8) == 0 ? words + " <@999999999>" : words;
      default -> words;
    };
  }
}
