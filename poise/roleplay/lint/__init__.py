"""What a trainer is told about a customer's file: pure rules that hold it against hearing, guard and director."""
