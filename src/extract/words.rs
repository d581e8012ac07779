//! Closed lists of words that tell names, titles, institutions and events apart.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Nouns that stand before or after a person's name as office, rank or address. Lower case, singular.
static TITLES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "admiral adviser advisor aide alderman ambassador analyst anchor archbishop attorney author ayatollah banker baron \
     baroness bishop constable corporal councillor councilman counsel lecturer councilwoman councilor dame detective headteacher justice \
     mullah maulana moderator pastor private ranger speaker warden \
     boss brigadier candidate captain cardinal ceo chargé d'affaires d’affaires chair chairman chairperson chairwoman chancellor chief coach \
     colonel columnist commander commissioner congressman congresswoman consul coordinator correspondent counselor \
     counsellor counterpart czar dean delegate deputy designate dictator diplomat director doctor dr dr. economist \
     editor emir emperor envoy executive expert father founder gen gen. general gov gov. governor head imam inspector \
     investigator journalist judge justice king lady lawmaker lawyer leader lieutenant lord lt lt. maj maj. major \
     manager marshal mayor mediator minister miss monarch mp mr mr. mrs mrs. ms ms. negotiator officer official \
     ombudsman owner partner patriarch pm pontiff pope premier president presidente priest prince princess principal \
     prof prof. professor prosecutor queen rabbi rapporteur rep rep. reporter representative rev rev. reverend ruler \
     scholar scientist secretary sen sen. senator sergeant sheik sheikh sheriff sir spokesman spokesperson \
     spokeswoman strategist sultan superintendent taoiseach treasurer trustee tsar undersecretary veteran vicar \
     writer",
    )
});

/// Words that may stand within a title before its noun: portfolios and ranks. Lower case.
static PORTFOLIOS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "acting affairs agricultural agriculture alternate army assistant associate business cabinet central chief \
     commerce communications crown culture defence defense deputy development digital economic economics economy \
     education emergencies energy environment executive external federal finance first foreign former general \
     government health healthcare home incoming industry information infrastructure interim interior justice labor \
     labour late managing military national new oil opposition outgoing party permanent petroleum planning police \
     press prime regional science second secretary security senior special sports state supreme telecommunications \
     tourism trade transport transportation treasury under vice",
    )
});

/// Nouns that end the names of organs of states. Lower case.
static INSTITUTIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "academy administration agency army assembly authority board bureau cabinet commission committee congress \
     consulate council court department directorate duma embassy fleet force forces guard guards inspectorate \
     legislature military ministry mission navy office parliament police secretariat senate service staff treasury",
    )
});

/// Institutions that count as such in lower case too, once their country is named.
static LOWER_INSTITUTIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    phrases(
        "air force; armed forces; army; central bank; coast guard; consulate; defense department; defence department; \
     embassy; general military staff; general staff; legislature; military; national guard; navy; parliament; police; \
     security forces; security service; senate; supreme court; treasury;",
    )
});

/// Last words of names of companies and other bodies. Lower case, without full stop.
static ORGANISATION_ENDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "aerospace ag airline airlines airways alliance analytics autos aviation banking beverages biosciences brands brewery \
     broadcasting cable chemical communications computers consulting electric energy entertainment equity financial \
     foods gazette herald hotels insurance investment investments metals microsystems minerals mining network news \
     petrochemical petrochemicals pharma pharmaceutical pictures press properties publishing refining resources \
     restaurants retail semiconductor shipbuilding solutions steel studios telecommunications telegraph telephone \
     textiles therapeutics tobacco trading association authorities bancorp bank biotech brothers bv center centre chamber chemicals co college company \
     confederation consortium cooperative corp corporation electronics enterprises federation foundation freight front fund gmbh group \
     holding holdings inc industries institute institution international kg laboratories laboratory league llc logistics ltd \
     limited magazine monitor motors movement museum networks observatory initiative journal chronicle coalition guild orchestra choir newspaper nv oao ooo organisation organization pao partnership party \
     petroleum pharmaceuticals plc railways robotics sa school securities semiconductors shipping society software spa store stores systems technologies telecom times tribune union university \
     ventures works",
    )
});

/// Legal forms that a company's name may be given with or without.
static LEGAL_FORMS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words("ag bv co corp corporation gmbh inc incorporated limited llc ltd nv plc sa spa company"));

/// Nouns that name gatherings and other planned happenings. Lower case, singular.
static EVENTS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "assembly biennale biennial ceremony championship championships conference congress consultations convention cup dialogue drill \
     drills election elections exercise exercises exhibition expo fair festival forum games meeting meetings olympics \
     parade referendum seminar session summit symposium talks tournament workshop",
    )
});

/// Event nouns that make an event even after a mere organisation ("SCO summit"), unlike "EU meeting rooms".
static GATHERINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "conference drill drills exercise exercises forum maneuvers manoeuvres meeting meetings ministerial session summit talks games olympics championship championships \
     festival exhibition expo congress seminar workshop symposium assembly",
    )
});

/// Last words of names of regions, waters and streets.
static PLACE_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "avenue bay beach canal coast county desert district gulf hills island islands lake mountain mountains ocean \
     oblast peninsula province region republic river sea square strait street territory valley village",
    )
});

/// Last words of names of buildings and machines.
static FACILITY_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "airport base bridge cathedral church dam factory hospital hotel monument mosque palace pipeline plant port \
     prison reactor refinery shipyard stadium station terminal theatre theater tower",
    )
});

/// Given names of men, for gender and to tell a person from a company. As written.
static MEN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "Aaron Abdallah Abdelaziz Abdelfattah Abdelmadjid Abdou Abdul Abdulaziz Abdullah Abdullahi Abdulrahman Abe \
     Abel Abiy Abraham Adam Adama Adel Adnan Adolf Adrian Agustin Ahmad Ahmed Ahmet Ajay Akihito Akio Akira Al Alain \
     Alan Alastair Albert Alberto Albin Alejandro Aleksandar Aleksander Aleksandr Alessandro Alex Alexander Alexei \
     Alexey Alfonso Alfred Alfredo Alhaji Ali Alistair Allan Allen Alvaro Amadou Amin Amir Amit Amos Anand Anatoly \
     Anders Andre Andreas Andrei Andres Andrew Andrey Andris Andriy Andrzej Andrés Angel Angus Anil Anson Anthony \
     Antoine Anton Antonin Antonio Antony Antti António Anwar Aristide Arkady Armando Armin Arne Arnold Arseniy \
     Arthur Artur Arturo Arun Arvind Asad Ashok Ashraf Asif Aslan Atiku Augusto Axel Ayman Aziz Babar Bakary Balazs \
     Barack Barry Bartosz Bashar Beji Ben Bengt Benigno Benito Benjamin Bernard Bernardo Bernie Bertrand Bhumibol \
     Bill Bjorn Björn Bob Bogdan Bohdan Boris Borislav Brad Branko Brent Brett Brian Bronislaw Bruce Bruno Bryan \
     Burak Caetano Calvin Carl Carlo Carlos Carsten Cecil Cedric Cesar Chaim Charles Chris Christian Christoph \
     Christophe Christopher Claude Claudio Clayton Clement Cliff Clifford Clive Colin Conor Constantin Cornelius \
     Craig Cristian Cristiano Cyril Cyrus César Damian Damien Dan Daniel Daniele Daniil Danilo Danny Danylo Dario \
     Darius Darren Daud Dave David Davit Declan Deepak Dejan Demetrio Denis Dennis Denys Derek Desmond Devendra Dick \
     Didier Diego Dieter Dilip Dimitri Dino Dirk Dmitri Dmitry Dmytro Dominic Don Donald Doug Douglas Duncan Dusan \
     Dwight Eamon Ed Eddie Edgar Edmund Edouard Eduard Eduardo Edward Edwin Efrain Ehud Einar Eitan Ejike Elias Elie \
     Elijah Elliot Elon Emanuel Emeka Emil Emilio Emmanuel Emre Enda Enrique Enzo Ephraim Erdal Eric Erich Erik \
     Ernest Ernesto Ernst Errol Ersin Esteban Ethan Etienne Ettore Eugene Evan Evgeny Evo Fabian Fabio Fadi Faisal \
     Farid Farouk Faruk Faustin Fawzi Fayez Federico Felipe Felix Ferdinand Fernando Fidel Filip Filippo Finn Firas \
     Florian Folke Fouad Francesco Francis Francisco Franco Francois Frank Franz François Fred Frederick Frederik \
     Fredrik Friedrich Fritz Fuad Fumio Fyodor Gabor Gabriel Gareth Garth Gary Gavin Gebran Geir Gene Gennady \
     Geoffrey Georg George Georges Georgy Gerald Gerard Gerardo Gerhard Gert Ghassan Gideon Gilbert Gilberto Gilles \
     Gintautas Giorgi Giorgio Giovanni Girma Giuseppe Glen Glenn Godfrey Goran Gordon Graham Greg Gregory Grigory \
     Grzegorz Guido Guillaume Guillermo Gunnar Gunther Gustav Gustavo Guy Gérard Günter Habib Hadi Haider Hakan \
     Halil Hamad Hamid Hamza Hank Hans Harald Hari Harish Harold Harry Haruhiko Harun Hasan Hashim Hassan Hassane \
     Hector Heinz Helmut Hendrik Henri Henrik Henrique Henry Herbert Hermann Hernan Hernán Hideki Hideo Hirofumi \
     Hiroshi Horacio Horst Howard Hubert Hugh Hugo Humberto Hussein Håkan Héctor Ian Ibrahim Ibrahima Idriss Ignacio \
     Igor Ihor Ilham Ilija Ilya Immanuel Imran Inacio Iqbal Irfan Isaac Isaias Ishaq Ismail Ismaïl Issa Istvan \
     István Itamar Ivan Ivica Ivo Iñigo Jacek Jack Jacob Jacques Jaime Jair Jake Jakob Jakub Jamal James Jan Janez \
     Janis Jaroslav Jaroslaw Jason Javad Javier Jean Jeff Jeffrey Jens Jeremy Jerome Jerry Jerzy Jim Jimmy Jiri Jiří \
     Joachim Joakim Joao Joaquin Joaquín Jochen Joe Joel Johan Johann Johannes John Jon Jonas Jonathan Jordi Jorge \
     Joris Joschka Jose Josef Josep Joseph Joshua Josip José Jovan João Juan Juha Jukka Julian Julio Junaid \
     Junichiro Jurgen Justin Jérôme Jürgen Kaan Kamal Kaoru Karel Karim Karl Karol Kazuo Keiji Keir Keith Kelvin \
     Kemal Ken Kenji Kenneth Kevin Khaled Khalid Khalil Kim Kirill Klaus Knut Kofi Koichi Konstantin Kristian \
     Krzysztof Kurt Kwame Kwasi Kyle Kyriakos Lamberto Larry Lars Lasse Laszlo Laurence Laurent Leandro Lech Lee \
     Leif Lennart Lennox Leon Leonard Leonardo Leonel Leonid Leopoldo Leroy Leszek Levon Lionel Ljubo Lloyd Lorenzo \
     Lothar Louis Luc Luca Lucas Lucio Ludovic Ludwig Luigi Luis Luiz Lukas Lukasz Luís Lyndon László Maarten Maciej \
     Mads Magnus Mahamadou Mahathir Mahinda Mahmoud Maksim Maksym Malcolm Mamadou Mamoun Manfred Manmohan Manolis \
     Mansour Manu Manuel Marat Marc Marcel Marcelo Marcin Marco Marcos Marcus Marek Mariano Mario Mariusz Mark Marko \
     Martin Marty Marwan Masahiro Masoud Massimo Masud Mateusz Mathias Mats Matt Matteo Matthew Matthias Matthieu \
     Mattias Maurice Mauricio Mauro Max Maxim Mazen Mehdi Mehmet Melvin Menachem Michael Michail Michal Michał \
     Michel Mickey Miguel Mihai Mikael Mike Mikhael Mikhail Mikko Milan Milorad Milos Miloš Miodrag Mircea Miroslav \
     Mirza Mitch Mitsuo Mitt Mladen Moammar Moctar Modibo Mohamed Mohammad Mohammed Mohamud Mohan Mohsen Moise \
     Moises Mojtaba Moncef Moritz Morten Mosiuoa Mostafa Moussa Muammar Muhammad Mukesh Munir Murad Murat Murray \
     Musa Mustafa Mustapha Mutlaq Mwai Mykhailo Myles Najib Narendra Nasser Nathan Nawaf Nawaz Nayib Ned Neil Nelson \
     Nestor Nicholas Nico Nicolae Nicolas Nicolás Nicos Niels Nigel Nikita Nikol Nikolai Nikolay Nikos Nils Nimrod \
     Nizar Noah Norbert Norman Nouri Nursultan Néstor Obinna Olaf Olav Oleg Oleh Oleksandr Oleksiy Oliver Olivier \
     Olle Olusegun Omar Omer Ondrej Oren Orestes Orrin Osama Oscar Osman Oswaldo Otto Ousmane Paavo Pablo Paddy \
     Panagiotis Panos Parvez Pascal Patricio Patrick Patrik Paul Paulo Pavel Pavlo Pawel Paweł Pedro Pekka Percy \
     Pervez Petar Pete Peter Petr Petras Petri Petro Petteri Philip Philipp Philippe Piero Pierre Pieter Pietro \
     Piotr Plamen Pranab Predrag Przemyslaw Pál Qasem Rachid Radek Radoslaw Radosław Rafael Raffaele Rahul Raila \
     Raimundo Rainer Rajendra Rajesh Rajiv Rakesh Ralph Ramesh Rami Ramiro Ramon Ramzan Ramón Randy Raphael Rashid \
     Rasmus Rauf Raul Ravi Ray Raymond Raymundo Raúl Recep Reinhard Renato Renaud Rene René Reuben Rex Reza Riad \
     Ricardo Riccardo Richard Richie Rick Rinat Rob Robert Roberto Rodney Rodolfo Rodrigo Rogelio Roger Rohit Roland \
     Rolando Rolf Romain Roman Romano Ron Ronald Ross Roy Ruben Rudi Rudolf Rufus Ruslan Russell Rustam Ryan Rómulo \
     Saad Saddam Sadiq Saeed Saif Sait Sajid Sakari Salah Salam Saleh Salim Salva Sam Sami Samir Samuel Samuli \
     Sander Sandro Sanjay Sanjeev Satoshi Sauli Sayed Saïd Scott Sean Sebastian Sebastián Selahattin Sepp Serge \
     Sergei Sergey Sergio Serhiy Serzh Seth Shahid Shane Shaukat Shaun Sheldon Shigeru Shimon Shinichi Shintaro \
     Shinzo Siamak Sidney Sigmar Silvio Simeon Simon Simão Sixto Slavko Slobodan Solomon Soren Spencer Srdjan Stan \
     Stanislas Stanislav Stanislaw Stanisław Stanley Stefan Stepan Stephane Stephen Steve Steven Stewart Stig Stuart \
     Stéphane Subhash Sulaiman Suleiman Suleyman Sunil Suresh Sushil Svein Sven Syed Szymon Sérgio Søren Tadesse \
     Tadeusz Taha Takashi Takeo Takeshi Tamim Tamás Tarek Tareq Tariq Taro Tatsuya Tauno Tayyip Ted Tedros Temur \
     Terence Terry Thabo Thaksin Theodore Thiago Thierry Thomas Thorsten Tiago Tibor Tim Timo Timothy Tito Tobias \
     Todd Tom Tomas Tomasz Tomislav Tomás Tomáš Tony Toomas Toshihiro Toshiki Toshio Travis Trevor Tristan Tyler \
     Tyrone Ueli Ulf Ulrich Umar Umaru Umberto Usman Uwe Vaclav Vadim Valdas Valdis Valentin Valerio Valery Vasil \
     Vasily Vasyl Vicente Victor Vidar Vijay Vikram Viktor Viktors Vincent Vinod Virgil Virgilio Vitali Vitaly Vitor \
     Vittorio Vladimir Vladislav Vladyslav Vojislav Volker Volodymyr Vuk Vyacheslav Václav Vítor Wael Walid Walter \
     Warren Wasim Wayne Wenceslao Werner Wesley Wilbert Wilfried Wilhelm Willem William Willy Wim Winston Witold \
     Wladyslaw Wojciech Wolfgang Wolfram Xavier Yahya Yair Yannick Yannis Yaser Yasin Yasser Yasuo Yevgeny Yitzhak \
     Yoshihide Yoshiro Yossi Yousef Youssef Yoweri Yuri Yuriy Yury Yusuf Yuval Yves Zaid Zakaria Zbigniew Zbyněk \
     Zdravko Zeljko Zlatko Zoltan Zoltán Zoran Zubair Álvaro Óscar Łukasz",
    )
});

/// Given names of women.
static WOMEN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    phrases(
        "Aasma; Abigail; Ada; Adele; Adriana; Agnes; Agnieszka; Agnès; Aino; Aisha; Alejandra; Aleksandra; \
     Alessandra; Alexandra; Alexia; Alice; Alicia; Alina; Aline; Alison; Alma; Alyona; Amal; Amanda; Amelia; Amina; \
     Amira; Amy; Ana; Anabel; Analisa; Anastasia; Andrea; Angela; Angelina; Anita; Anja; Anjali; Ann; Anna; \
     Annalena; Anne; Annegret; Anneli; Annemarie; Annette; Annie; Annika; Antje; Antonia; Anya; Ariana; Arlene; \
     Asha; Ashley; Asma; Asta; Astrid; Audrey; Aung; Ayesha; Azza; Barbara; Beata; Beatrice; Beatriz; Bella; \
     Benazir; Berit; Bernadette; Bernice; Beth; Bettina; Betty; Beverly; Bianca; Birgit; Birgitta; Birgitte; Blanca; \
     Brenda; Bridget; Brigitte; Britta; Camilla; Carina; Carla; Carly; Carmela; Carmen; Carol; Carolina; Caroline; \
     Carolyn; Catherine; Cathy; Cecilia; Celeste; Celia; Chantal; Charlotte; Cheryl; Chiara; Chinwe; Chloe; Christa; \
     Christelle; Christiana; Christiane; Christina; Christine; Claire; Clara; Clare; Clarissa; Claudette; Claudia; \
     Colette; Condoleezza; Consuelo; Cora; Corazon; Corinne; Courtney; Cristina; Cynthia; Cécile; Dagmar; Dalia; \
     Danielle; Daria; Debbie; Deborah; Delia; Denise; Desiree; Diana; Diane; Dilma; Dina; Dominique; Donna; Doris; \
     Dorota; Dorothy; Edith; Edna; Eileen; Ekaterina; Elaheh; Elaine; Eleanor; Elena; Eleni; Eliane; Elin; Elina; \
     Elisa; Elisabeth; Elise; Eliza; Elizabeth; Ella; Ellen; Elsa; Elsie; Elvira; Elzbieta; Elżbieta; Emily; Emine; \
     Emma; Enid; Erika; Erin; Ernestina; Estela; Estelle; Esther; Ethel; Etta; Eugenia; Eva; Evelyn; Ewa; Fadia; \
     Farah; Fatima; Fatma; Fatou; Federica; Felicia; Fernanda; Filomena; Fiona; Fleur; Flora; Florence; Florencia; \
     Francesca; Francine; Françoise; Frida; Gabriela; Gabriele; Gabriella; Gail; Galina; Genevieve; Georgina; \
     Geraldine; Gerda; Gertrude; Ghada; Gina; Giorgia; Gisela; Giulia; Giuliana; Glenda; Golda; Grace; Graciela; \
     Greta; Gretchen; Gro; Guadalupe; Gudrun; Gulnara; Gunilla; Gwen; Haifa; Hala; Halimah; Halina; Hanan; Hanna; \
     Hannah; Harriet; Hazel; Heather; Hedda; Hedwig; Heidi; Heike; Helen; Helena; Helga; Helle; Hilda; Hilde; \
     Hillary; Hina; Hortense; Huda; Hélène; Ida; Iga; Ilana; Ilse; Imelda; Indira; Ines; Inga; Inge; Ingeborg; \
     Inger; Ingrid; Inès; Ioana; Ione; Irena; Irene; Irina; Irma; Iryna; Isabel; Isabella; Isabelle; Ivana; Ivanka; \
     Iveta; Jacinta; Jacqueline; Jadwiga; Jana; Jane; Janelle; Janet; Janice; Janina; Jasmin; Jasmine; Jeanne; \
     Jeannette; Jelena; Jennifer; Jessica; Jill; Joan; Joanna; Joanne; Johanna; Jolanta; Josefa; Josefina; \
     Josephine; Josette; Joyce; Juana; Juanita; Judith; Judy; Julia; Juliana; Julie; Juliet; Jutta; Kadri; Kaja; \
     Kamala; Karen; Karin; Karina; Karla; Katarina; Katarzyna; Kate; Katerina; Katharina; Katherina; Katherine; \
     Kathleen; Kathrin; Kathryn; Katie; Katja; Katrin; Katrina; Katya; Keiko; Kelly; Kersti; Khadija; Kirsten; \
     Kirsti; Klara; Klaudia; Kolinda; Kristalina; Kristin; Kristina; Kristine; Krystyna; Lakshmi; Larisa; Larysa; \
     Latifa; Laura; Lauren; Leila; Lena; Leni; Leonora; Leticia; Lida; Lidia; Lili; Lilian; Liliana; Lillian; Lily; \
     Linda; Lindsay; Lindsey; Lisa; Lisbeth; Liv; Liz; Lois; Lola; Loretta; Lorraine; Louise; Lourdes; Lucia; \
     Luciana; Lucie; Lucille; Lucinda; Lucy; Lucía; Ludmila; Ludmilla; Luisa; Luise; Luz; Lydia; Lynn; Lyudmila; \
     Mabel; Madalena; Madeleine; Magda; Magdalena; Maggie; Maha; Maja; Malala; Malgorzata; Manuela; Marcela; Marcia; \
     Margaret; Margareta; Margarete; Margarethe; Margarita; Margot; Margrethe; Maria; Mariam; Mariana; Marianna; \
     Marianne; Maribel; Marie; Mariela; Mariko; Marilyn; Marina; Marine; Marisa; Marisol; Marit; Marja; Marjorie; \
     Marlene; Marta; Martha; Martina; Mary; Maryam; Matilda; Maud; Maureen; Mavis; Maxine; Maya; Małgorzata; Meera; \
     Megan; Megawati; Melania; Melanie; Melinda; Melissa; Meryl; Mette; Mia; Michaela; Michele; Micheline; Michelle; \
     Mildred; Milena; Millie; Mina; Mirela; Miriam; Mirjana; Moira; Molly; Monica; Monika; Monique; Muriel; Myriam; \
     Myrna; Nabila; Nadezhda; Nadia; Nadine; Naledi; Nancy; Naomi; Nargis; Natacha; Natalia; Natalie; Natalija; \
     Natalya; Natasha; Nawal; Ngozi; Nicola; Nicole; Nikki; Nilda; Nina; Noemi; Nora; Norah; Norma; Odile; Ofelia; \
     Oksana; Oleksandra; Olena; Olga; Olivia; Oluchi; Pamela; Paola; Patricia; Patty; Paula; Pauline; Peggy; Penny; \
     Petra; Phoebe; Phyllis; Pia; Pilar; Polly; Prisca; Priscilla; Priti; Priya; Quratulain; Rachel; Rafaela; Raisa; \
     Ramona; Rania; Raquel; Rasha; Rebeca; Rebecca; Regine; Renata; Renate; Renée; Reyhan; Rigoberta; Rima; Rina; \
     Rita; Roberta; Rocío; Rosa; Rosalie; Rosalind; Rosanna; Rose; Roseanne; Roseline; Rosemarie; Rosemary; Rosie; \
     Roxana; Rukhsana; Rumiana; Ruth; Saadia; Sabina; Sabine; Sabrina; Safia; Salma; Samantha; Samia; Sandra; Sania; \
     Sanna; Sara; Sarah; Sarita; Saskia; Segolene; Selma; Serena; Shabnam; Shahida; Shamima; Shannon; Sharon; \
     Sheikh Hasina; Sheila; Shelley; Sheryl; Shirin; Shirley; Sibylle; Sigrid; Silvia; Simona; Simone; Siobhan; \
     Sofía; Soledad; Solveig; Sonia; Sophia; Sophie; Soraya; Stacey; Stephanie; Sue; Susan; Susana; Susanna; \
     Susanne; Suzan; Suzanne; Suzy; Svetlana; Sviatlana; Sybil; Sylvia; Sylvie; Tabitha; Tahira; Tamara; Tania; \
     Tanya; Tarja; Tatiana; Tatjana; Tatyana; Tawakkol; Teodora; Teresa; Thandi; Thea; Thelma; Theodora; Theresa; \
     Therese; Thérèse; Tilda; Tina; Trine; Trudy; Tsai; Ulla; Ulrike; Ursula; Urszula; Ute; Valentina; Valeria; \
     Valerie; Valérie; Vanda; Vandana; Vanessa; Vanja; Vera; Veronica; Veronika; Vesna; Vicky; Victoria; Vigdis; \
     Viktoria; Vilma; Viola; Violeta; Violetta; Virginia; Virginie; Vivian; Viviane; Véronique; Wafa; Wanda; \
     Wangari; Waris; Wendy; Wilhelmina; Wilma; Winifred; Winnie; Xiomara; Yaroslava; Yasmin; Yasmine; Yekaterina; \
     Yoko; Yolanda; Yuko; Yulia; Yuliya; Yuriko; Yvette; Yvonne; Zainab; Zara; Zeinab; Zeynep; Zinaida; Zita; Zoe; \
     Zofia; Zsuzsanna; Zuzana;",
    )
});

fn words(list: &'static str) -> HashSet<&'static str> {
    list.split_whitespace().collect()
}

fn phrases(list: &'static str) -> HashSet<&'static str> {
    list.split(';').map(str::trim).filter(|phrase| !phrase.is_empty()).collect()
}

/// True for a noun of office, rank or address, whatever its case; plurals count.
pub(crate) fn is_title(word: &str) -> bool {
    let word = word.to_lowercase();
    TITLES.contains(word.as_str()) || word.strip_suffix('s').is_some_and(|singular| TITLES.contains(singular))
}

/// The office that newspapers shorten before a name ("Sen.", "Lt.", "PM"), in lower case.
pub(crate) fn spelt_out_office(word: &str) -> Option<&'static str> {
    Some(match word {
        "Adm." | "Adm" => "admiral",
        "Cllr" => "councillor",
        "DCI" => "detective chief inspector",
        "DI" => "detective inspector",
        "Cpl." | "Cpl" => "corporal",
        "Insp" | "Insp." => "inspector",
        "PC" => "constable",
        "Pte" | "Pvt." | "Pvt" => "private",
        "Supt" | "Supt." => "superintendent",
        "Amb." => "ambassador",
        "Brig." => "brigadier",
        "Capt." | "Capt" => "captain",
        "Cmdr." => "commander",
        "Col." | "Col" => "colonel",
        "FM" => "foreign minister",
        "Gen." | "Gen" => "general",
        "Gov." => "governor",
        "Lt." | "Lt" => "lieutenant",
        "Maj." | "Maj" => "major",
        "PM" => "prime minister",
        "Prof." | "Prof" => "professor",
        "Rep." | "Reps." => "representative",
        "Sen." | "Sens." => "senator",
        "Sgt." | "Sgt" => "sergeant",
        "VP" => "vice president",
        _ => return None,
    })
}

/// True for a title that makes the name right after it a person's; not for words that begin other names as well
/// ("General Motors", "Executive Order").
pub(crate) fn is_address(word: &str) -> bool {
    let word = word.to_lowercase();
    TITLES.contains(word.as_str())
        && !matches!(
            word.as_str(),
            "chief"
                | "deputy"
                | "executive"
                | "expert"
                | "general"
                | "head"
                | "justice"
                | "major"
                | "official"
                | "partner"
                | "principal"
                | "veteran"
        )
}

/// True for the first word of a company's or bank's name in other languages.
pub(crate) fn starts_organisation(word: &str) -> bool {
    matches!(
        word,
        "Banca"
            | "Banco"
            | "Banque"
            | "Compagnie"
            | "Credito"
            | "Gruppo"
            | "Groupe"
            | "Grupo"
            | "Istituto"
            | "Societe"
            | "Société"
    )
}

/// True for words within titles ("deputy", "foreign").
pub(crate) fn is_portfolio(word: &str) -> bool {
    PORTFOLIOS.contains(word.to_lowercase().as_str())
}

/// True for a noun that ends the name of an organ of state.
pub(crate) fn is_institution(word: &str) -> bool {
    INSTITUTIONS.contains(word.to_lowercase().as_str())
}

/// True for words of an institution that is one even in lower case.
pub(crate) fn is_lower_institution(words: &str) -> bool {
    LOWER_INSTITUTIONS.contains(words) || words.ends_with(" ministry")
}

/// True for the last word of a company's or another body's name.
pub(crate) fn ends_organisation(word: &str) -> bool {
    ORGANISATION_ENDS.contains(word.to_lowercase().trim_end_matches('.'))
}

/// True for the last word of a sports team's name.
pub(crate) fn ends_team(word: &str) -> bool {
    const TEAMS: &[&str] = &[
        "AFC",
        "Albion",
        "Argyle",
        "Athletic",
        "Athletics",
        "Bears",
        "Blues",
        "Braves",
        "Broncos",
        "Bulldogs",
        "Bulls",
        "Cardinals",
        "Cavaliers",
        "Celtic",
        "Celtics",
        "Chargers",
        "Chiefs",
        "Cowboys",
        "Crusaders",
        "Dodgers",
        "Dolphins",
        "Dynamo",
        "Eagles",
        "FC",
        "Falcons",
        "Giants",
        "Gladiators",
        "Hawks",
        "Heat",
        "Hornets",
        "Hotspur",
        "Hurricanes",
        "Jaguars",
        "Jets",
        "Knicks",
        "Knights",
        "Lakers",
        "Lions",
        "Mariners",
        "Mets",
        "Packers",
        "Panthers",
        "Patriots",
        "Penguins",
        "Phillies",
        "Pirates",
        "Raiders",
        "Rams",
        "Rangers",
        "Raptors",
        "Ravens",
        "Rockets",
        "Rovers",
        "Saints",
        "SC",
        "Sharks",
        "Spurs",
        "Steelers",
        "Storm",
        "Swifts",
        "Thunder",
        "Tigers",
        "Titans",
        "Town",
        "United",
        "Vikings",
        "Wanderers",
        "Warriors",
        "Wolves",
        "Yankees",
    ];
    TEAMS.contains(&word)
}

/// True for the last word of a company's name, which does not go on with a country after "of".
pub(crate) fn is_company_end(word: &str) -> bool {
    const COMPANIES: &[&str] = &[
        "airlines",
        "airways",
        "co",
        "company",
        "corp",
        "corporation",
        "electronics",
        "energy",
        "enterprises",
        "foods",
        "group",
        "holding",
        "holdings",
        "inc",
        "industries",
        "international",
        "laboratories",
        "limited",
        "ltd",
        "motors",
        "pharmaceuticals",
        "plc",
        "resources",
        "shipping",
        "solutions",
        "steel",
        "systems",
        "technologies",
    ];
    COMPANIES.contains(&word.to_lowercase().trim_end_matches('.'))
}

/// Nouns for companies that stand right before their names. Lower case.
static FIRMS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "airline automaker bank brewer brokerage broadcaster carmaker carrier chipmaker companies company conglomerate \
     corporation drugmaker firm firms giant group insurer lender maker manufacturer miner newspaper operator \
     planemaker producer publisher refiner retailer shipbuilder start-up startup steelmaker subsidiary utility",
    )
});

/// What people are by trade, sport or fate, beside their offices. Lower case.
static CALLINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "academic accountant activist actor agent associate actress anthropologist archaeologist architect artist astronaut astronomer athlete ballerina \
     baritone biographer biologist blogger bodybuilder bowler boxer businessman businesswoman cartoonist champion \
     chef chemist choreographer cinematographer climber comedian comic composer conductor cosmonaut cricketer curator cyclist \
     dancer defender designer detective dissident driver drummer engineer entrepreneur environmentalist essayist explorer \
     farmer feminist fighter filmmaker financier footballer forward geologist goalkeeper golfer guitarist gunman gymnast \
     heavyweight heiress historian humanitarian hurdler industrialist insider insurgent intern jihadist inventor investor jockey jurist laureate lawmaker lecturer legislator loyalist \
     lobbyist magician magnate marathoner mathematician medalist medallist midfielder militant mogul monk musician novelist nun nurse \
     oligarch operative painter parliamentarian philanthropist philosopher photographer photojournalist physician physicist pianist \
     pilot player playwright poet politician programmer psychiatrist psychologist racer rapper rebel recruit recruiter refugee restaurateur rower \
     runner saxophonist screenwriter sculptor singer skater skier skipper sociologist soldier songwriter soprano sprinter star \
     statesman stateswoman striker student surgeon swimmer teacher tenor theologian trader tycoon violinist volunteer \
     vocalist warlord whistleblower winger winner wrestler youtuber",
    )
});

/// True for a noun that makes the name right after it a person's, though it is no office ("the novelist Moira Kane").
pub(crate) fn is_calling(word: &str) -> bool {
    const SCIENTISTS: &[&str] = &["ologist", "ographer", "iatrist", "onomer", "chemist", "physicist"];
    CALLINGS.contains(word) || SCIENTISTS.iter().any(|ending| word.ends_with(ending))
}

/// True for nouns of settlements and regions that take their names after "of" ("the town of Arda").
pub(crate) fn is_settlement(word: &str) -> bool {
    const SETTLEMENTS: &[&str] = &[
        "borough",
        "capital",
        "city",
        "county",
        "district",
        "enclave",
        "hamlet",
        "island",
        "islands",
        "municipality",
        "oblast",
        "peninsula",
        "port",
        "prefecture",
        "province",
        "region",
        "settlement",
        "suburb",
        "town",
        "township",
        "village",
    ];
    SETTLEMENTS.contains(&word)
}

/// True for nouns of parts of a place: what is there is in the place ("the suburbs of Arda").
pub(crate) fn is_part_of_place(word: &str) -> bool {
    matches!(
        word,
        "centre" | "center" | "edge" | "heart" | "north" | "south" | "east" | "west" | "outskirts" | "suburbs"
    )
}

/// True for a noun that makes the name right after it a company's ("the carmaker Morel").
pub(crate) fn is_firm(word: &str) -> bool {
    FIRMS.contains(word)
}

/// True for "Inc", "Ltd.", "AG".
pub(crate) fn is_legal_form(word: &str) -> bool {
    LEGAL_FORMS.contains(word.to_lowercase().trim_end_matches('.'))
}

/// True for nouns of gatherings.
pub(crate) fn is_event(word: &str) -> bool {
    EVENTS.contains(word.to_lowercase().as_str())
}

/// True for gatherings that an organisation's name makes a named event.
pub(crate) fn is_gathering(word: &str) -> bool {
    GATHERINGS.contains(word.to_lowercase().as_str())
}

/// True for the last word of a place's name ("Moscow Region").
pub(crate) fn is_place_word(word: &str) -> bool {
    PLACE_WORDS.contains(word.to_lowercase().as_str())
}

/// True for the last word of a building's name ("Bushehr Plant").
pub(crate) fn is_facility_word(word: &str) -> bool {
    FACILITY_WORDS.contains(word.to_lowercase().as_str())
}

/// True for a man's given name.
pub(crate) fn is_mans_name(word: &str) -> bool {
    MEN.contains(word)
}

/// True for a woman's given name.
pub(crate) fn is_womans_name(word: &str) -> bool {
    WOMEN.contains(word)
}

/// True for names of days and months.
pub(crate) fn is_calendar(word: &str) -> bool {
    const CALENDAR: &[&str] = &[
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Jan",
        "Jan.",
        "Feb",
        "Feb.",
        "Mar.",
        "Apr",
        "Apr.",
        "Jun",
        "Jul",
        "Aug",
        "Aug.",
        "Sep",
        "Sept",
        "Sept.",
        "Oct",
        "Oct.",
        "Nov",
        "Nov.",
        "Dec",
        "Dec.",
        "Mon",
        "Tue",
        "Tues",
        "Wed",
        "Thu",
        "Thurs",
        "Fri",
        "Sat",
        "Sun",
    ];
    CALENDAR.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_known_in_any_case_and_number() {
        assert!(is_title("President") && is_title("ministers") && is_title("Mr."));
        assert!(!is_title("Gazprom"));
    }

    #[test]
    fn legal_forms_may_carry_a_full_stop() {
        assert!(is_legal_form("Corp.") && ends_organisation("Bank") && !is_legal_form("Bank"));
    }
}
